export const id = 463;
export const ids = [463];
export const modules = {

/***/ 7009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  mk: () => (/* binding */ publish),
  Sy: () => (/* binding */ writeSummary)
});

// UNUSED EXPORTS: logReport

// EXTERNAL MODULE: ./build/github/core.js + 7 modules
var github_core = __webpack_require__(8911);
// EXTERNAL MODULE: ./build/report/log.js
var log = __webpack_require__(6945);
// EXTERNAL MODULE: ./build/report/report.js
var report = __webpack_require__(7177);
;// CONCATENATED MODULE: ./build/report/outputs.js

/**
 * All outputs of a job together may hold 1 MB in UTF-16, so lists that would take most of it stay
 * empty. An empty text is not valid JSON: a later step that reads it as a list fails instead of
 * finding nothing to do.
 */
const MAX_LIST_CHARACTERS = 400_000;
/** A UUID with its quotation marks and a comma. */
const CHARACTERS_PER_ID = 39;
/** The characters of the shortest entry in `results`. */
const MIN_RESULT = 50;
/**
 * Sets the outputs that every action on servers has: a list and a count for each outcome,
 * `requested_count`, the remaining servers, `results`, `dry_run`, the report file and
 * `outputs_truncated`.
 *
 * @param further lists of the action itself
 */
function setServerOutputs(core, report, files, further = {}) {
    const { lists, results, truncated } = listsWithinLimit(report, further);
    for (const [name, text] of Object.entries(lists))
        core.setOutput(name, text);
    core.setOutput('results', results);
    for (const [name, count] of Object.entries(report.counts)) {
        core.setOutput(`${name}_count`, String(count));
    }
    if (report.dryRun !== undefined)
        core.setOutput('dry_run', String(report.dryRun));
    core.setOutput('report_file', files.report);
    if (report.remaining !== undefined)
        core.setOutput('remaining_server_ids_file', files.remaining);
    core.setOutput('outputs_truncated', truncated);
    if (truncated !== 'false')
        warnOfTruncation(core, truncated, files);
}
/** Counted while they are collected: the lists of a large fleet would only be dropped. */
function listsWithinLimit(report, further) {
    const lists = collectLists(report, further);
    if (lists === undefined) {
        const names = listNames(report, further);
        const empty = Object.fromEntries(names.map((name) => [name, '']));
        return { lists: empty, results: '', truncated: 'all' };
    }
    const texts = Object.fromEntries(Array.from(lists, ([name, ids]) => [name, JSON.stringify(ids)]));
    const size = Object.values(texts).reduce((sum, text) => sum + text.length, 0);
    const results = resultsWithin(report, MAX_LIST_CHARACTERS - size);
    return results === undefined
        ? { lists: texts, results: '', truncated: 'results' }
        : { lists: texts, results, truncated: 'false' };
}
function listNames({ outcomes, remaining }, further) {
    return [
        ...outcomes.map((outcome) => `${outcome}_server_ids`),
        ...(remaining === undefined ? [] : ['remaining_server_ids']),
        ...Object.keys(further),
    ];
}
/** @returns undefined when the lists are longer than the limit */
function collectLists(report, further) {
    const lists = new Map(listNames(report, further).map((name) => [name, []]));
    const listOf = (name) => lists.get(name) ?? [];
    const remaining = new Set(report.remaining);
    const byOutcome = new Map(report.outcomes.map((outcome) => [
        outcome,
        [
            listOf(`${outcome}_server_ids`),
            ...(remaining.has(outcome) ? [listOf('remaining_server_ids')] : []),
        ],
    ]));
    const others = Object.entries(further).map(([name, isIn]) => ({ list: listOf(name), isIn }));
    let idsLeft = Math.floor(MAX_LIST_CHARACTERS / CHARACTERS_PER_ID);
    for (const result of report.results) {
        const { id, outcome } = result;
        for (const list of byOutcome.get(outcome) ?? []) {
            list.push(id);
            idsLeft -= 1;
        }
        for (const { isIn, list } of others) {
            if (!isIn(result))
                continue;
            list.push(id);
            idsLeft -= 1;
        }
        if (idsLeft < 0)
            return undefined;
    }
    return lists;
}
function resultsWithin({ counts, results }, max) {
    if ((counts['requested'] ?? 0) * MIN_RESULT > max)
        return undefined;
    const text = JSON.stringify(Array.from(results, compact));
    return text.length <= max ? text : undefined;
}
function warnOfTruncation(core, truncated, files) {
    const what = truncated === 'all'
        ? 'The lists in the outputs are empty, because they would be longer than the outputs of a job may be.'
        : 'The output results is empty, because it would be longer than the outputs of a job may be. The lists of IDs are complete.';
    const named = files.remaining === ''
        ? 'file that report_file names'
        : 'files that report_file and remaining_server_ids_file name';
    const where = files.report === ''
        ? 'The files with the whole result could not be written either.'
        : `The whole result is in the ${named}.`;
    core.warning(`${what} ${where}`, { title: report/* TITLE */.ly });
}
/**
 * No free text, no region and no project: an earlier step may have masked such a word, and the
 * runner drops a job output that holds a masked word.
 */
function compact({ id, outcome, reason, word }) {
    // Members that are undefined are left out of JSON.
    return { id, outcome, reason: word, code: reason?.code, request_id: reason?.requestId };
}

// EXTERNAL MODULE: ./build/report/report-files.js
var report_files = __webpack_require__(4315);
;// CONCATENATED MODULE: ./build/actions/publish.js





/**
 * Writes report files, outputs, job summary and the end of the log. Each part is written even when
 * another one fails.
 */
async function publish(core, environment, publication) {
    const { report } = publication;
    const unwritten = [];
    let files = { report: '', remaining: '' };
    let outputs = {};
    try {
        const folder = await (0,report_files/* createFolder */.vV)((0,github_core/* tempFolder */.vg)(environment));
        files = await (0,report_files/* writeReportFiles */.t4)(folder, report);
        outputs = (await publication.writeFiles?.(folder)) ?? {};
    }
    catch {
        unwritten.push('The report files');
    }
    try {
        setServerOutputs(core, report, files, publication.furtherLists);
        for (const [name, value] of Object.entries(outputs))
            core.setOutput(name, value);
    }
    catch {
        unwritten.push('The outputs');
    }
    await writeSummary(core, publication.summary(files.report));
    if (files.report !== '')
        core.info(`The whole result: ${files.report}`);
    logReport(core, publication, unwritten);
    if (!publication.passes)
        (0,log/* logHelp */.Gl)(core, environment);
}
/** Writes the job summary. No later step depends on it, so the step does not fail without it. */
async function writeSummary(core, markdown) {
    try {
        await core.summary.addRaw(markdown, true).write();
    }
    catch {
        core.warning('The job summary could not be written.', { title: report/* TITLE */.ly });
    }
}
/**
 * Logs the result: an annotation for each reason, the counts, what to do next.
 *
 * @param unwritten parts of the report that later steps need and that could not be written
 */
function logReport(core, { conclusion, nextStep, passes, report }, unwritten) {
    if (report.skipReason === undefined)
        (0,log/* logFailures */.yn)(core, report);
    const sentences = [conclusion, ...unwritten.map((part) => `${part} could not be written.`)];
    if (passes && unwritten.length === 0)
        core.info(sentences.join(' '));
    else
        core.setFailed(sentences.join(' '));
    if (nextStep !== '')
        core.info(nextStep);
}


/***/ }),

/***/ 6668:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  U: () => (/* binding */ failInputs),
  R: () => (/* binding */ startAction)
});

// EXTERNAL MODULE: ./build/github/core.js + 7 modules
var github_core = __webpack_require__(8911);
// EXTERNAL MODULE: ./build/inputs/proxies.js
var proxies = __webpack_require__(7216);
// EXTERNAL MODULE: ./build/auth/id-token-source.js
var id_token_source = __webpack_require__(9302);
// EXTERNAL MODULE: ./build/auth/static-credentials.js + 1 modules
var static_credentials = __webpack_require__(5764);
;// CONCATENATED MODULE: ./build/auth/known-secrets.js




/**
 * Masks everything in the environment that may be a secret, used or not, valid or not. It runs before
 * anything is printed and before the inputs are checked.
 */
function maskKnownSecrets(secrets, environment) {
    const values = [
        ...['password', ...static_credentials/* CREDENTIAL_INPUTS */.ms].map((name) => (0,github_core/* readInput */.R5)(environment, name)),
        ...[...static_credentials/* CREDENTIAL_VARIABLES */.eB, id_token_source/* ID_TOKEN_REQUEST_TOKEN */.gu].map((name) => environment[name] ?? ''),
        ...(0,proxies/* proxySecrets */.Wm)(environment),
    ];
    for (const value of values)
        secrets.mask(value);
}

// EXTERNAL MODULE: ./build/github/event.js
var github_event = __webpack_require__(6830);
// EXTERNAL MODULE: ./build/node_modules/zod/mini.js
var mini = __webpack_require__(8774);
;// CONCATENATED MODULE: ./build/inputs/inputs.js

/** Reads inputs one by one and collects their problems. */
class Inputs {
    environment;
    problems = [];
    warnings = [];
    #read;
    /** @param read an input with its blanks and line ends; empty when not given */
    constructor(read, environment) {
        this.#read = read;
        this.environment = environment;
    }
    addProblem(input, message, location) {
        this.problems.push({ input, message, ...(location !== undefined && { location }) });
    }
    raw(name) {
        return this.#read(name);
    }
    text(name) {
        return this.#read(name).trim();
    }
    /** An input, else the first of the variables that is set. */
    textOr(name, variables) {
        const value = this.text(name);
        if (value !== '')
            return { name, value };
        for (const variable of variables) {
            const found = (this.environment[variable] ?? '').trim();
            if (found !== '')
                return { name: `${name} (from ${variable})`, value: found };
        }
        return { name, value: '' };
    }
    /** One of a few values, in any letter case. */
    choice(name, values, defaultValue) {
        const given = this.text(name).toLowerCase();
        if (given === '')
            return defaultValue;
        const { success, data } = mini/* enum */.k5(values).safeParse(given);
        if (success)
            return data;
        this.addProblem(name, `must be one of: ${values.join(', ')}`);
        return defaultValue;
    }
    /** A whole number from `min` to `max`. */
    integer(name, range, defaultValue) {
        const { max, min } = range;
        const given = this.text(name);
        if (given === '')
            return defaultValue;
        const schema = mini/* number */.ai().check(mini/* minimum */.UM(min), mini/* maximum */.Ph(max));
        const { success, data } = schema.safeParse(/^\d{1,9}$/.test(given) ? Number(given) : given);
        if (success)
            return data;
        this.addProblem(name, `must be a whole number from ${min} to ${max}`);
        return defaultValue;
    }
}

// EXTERNAL MODULE: ./build/report/log.js
var log = __webpack_require__(6945);
// EXTERNAL MODULE: ./build/report/markup.js
var markup = __webpack_require__(9271);
// EXTERNAL MODULE: ./build/report/summary.js + 4 modules
var summary = __webpack_require__(31);
;// CONCATENATED MODULE: ./build/report/problems.js


/**
 * The job summary of a run whose inputs are not valid.
 *
 * @param caption what should have run, for example `Password reset`
 */
function renderProblems(problems, caption) {
    const inputs = problems.length === 1 ? '1 input' : `${problems.length} inputs`;
    const content = {
        headline: (0,markup/* markup */.PT) `\u274c No request was sent: ${inputs} must be corrected`,
        caption: (0,markup/* markup */.PT) `${caption}`,
        counts: [],
        paragraphs: [(0,markup/* markup */.PT) `**Nothing was changed.** This run ended before its first request.`],
        steps: [
            (0,markup/* markup */.PT) `Correct the inputs that the table names, in the workflow, in its secrets and variables, or in the list of servers.`,
            (0,markup/* sentences */.hC)([
                (0,markup/* markup */.PT) `Start a new run.`,
                (0,markup/* markup */.PT) `\u201cRe-run jobs\u201d is right only if you corrected secrets or variables: it uses the files and the inputs of this run again.`,
            ]),
        ],
        rerunLists: [],
        reasons: [],
        details: problems.flatMap(linesToCopy),
        tables: [tableOf(problems)],
        lists: [],
        names: new Map(),
        whereAllIs: (0,markup/* markup */.PT) `The log has all of them.`,
        notes: [],
    };
    return (0,summary/* renderSummary */.B)(content, undefined);
}
function tableOf(problems) {
    return {
        title: 'What must be corrected',
        columns: [{ title: 'Input' }, { title: 'Problem' }],
        rows: problems.map((problem) => [inputOf(problem), textOf(problem)]),
        maxOpenRows: Infinity,
    };
}
function inputOf({ input, location }) {
    if (location === undefined)
        return (0,markup/* markup */.PT) `${input}`;
    const { file, line } = location;
    return line === undefined
        ? (0,markup/* markup */.PT) `${input}<br>${file}`
        : (0,markup/* markup */.PT) `${input}<br>${file}, line ${line}`;
}
/** A message may end in lines to copy, after an empty line. */
function textOf({ message }) {
    const [text = ''] = message.split('\n\n', 1);
    return text.endsWith(':') ? text : `${text}.`;
}
function linesToCopy({ input, message }) {
    const start = message.indexOf('\n\n');
    return start < 0
        ? []
        : [{ title: `Lines for ${input}`, lines: message.slice(start).trim().split('\n') }];
}

// EXTERNAL MODULE: ./build/secrets/redact.js + 4 modules
var redact = __webpack_require__(8078);
// EXTERNAL MODULE: ./build/actions/publish.js + 1 modules
var publish = __webpack_require__(7009);
;// CONCATENATED MODULE: ./build/actions/start.js








/** Masks all secrets of the environment before anything else, and reads the event. */
function startAction({ clock, core, environment, loadEvent }) {
    const started = clock.now();
    const secrets = new redact/* Secrets */.S((line) => {
        core.setSecret(line);
    });
    maskKnownSecrets(secrets, environment);
    return {
        started,
        secrets,
        event: (0,github_event/* readEvent */.j)(environment['GITHUB_EVENT_PATH'], loadEvent),
        inputs: new Inputs((name) => (0,github_core/* readInput */.R5)(environment, name), environment),
    };
}
/**
 * Ends an action whose inputs have problems. No request was sent.
 *
 * @param caption what should have run, for the summary: `Password reset`
 */
async function failInputs({ core, environment }, { problems }, caption) {
    (0,log/* logProblems */.D1)(core, problems);
    await (0,publish/* writeSummary */.Sy)(core, renderProblems(problems, caption));
    (0,log/* logHelp */.Gl)(core, environment);
}


/***/ }),

/***/ 9302:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   ZV: () => (/* binding */ missingIdToken),
/* harmony export */   gu: () => (/* binding */ ID_TOKEN_REQUEST_TOKEN),
/* harmony export */   mQ: () => (/* binding */ readIdTokenSource)
/* harmony export */ });
/* unused harmony exports ID_TOKEN_REQUEST_URL, idTokenSource */
/* harmony import */ var _inputs_endpoint_url_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3483);

const ID_TOKEN_REQUEST_URL = 'ACTIONS_ID_TOKEN_REQUEST_URL';
const ID_TOKEN_REQUEST_TOKEN = 'ACTIONS_ID_TOKEN_REQUEST_TOKEN';
/** The three lines that a workflow needs; the line end after them keeps them ready to copy. */
const PERMISSIONS = 'permissions:\n  contents: read\n  id-token: write\n';
/**
 * Where this job can request ID tokens: the runner sets two variables for jobs with the permission
 * `id-token: write` (GitHub documentation, "OpenID Connect reference").
 */
function idTokenSource(environment) {
    const address = environment[ID_TOKEN_REQUEST_URL] ?? '';
    const bearer = environment[ID_TOKEN_REQUEST_TOKEN] ?? '';
    if (address === '' || bearer === '')
        return { kind: 'missing' };
    if (!URL.canParse(address) || !/^[\x21-\x7e]+$/.test(bearer))
        return { kind: 'invalid' };
    const url = new URL(address);
    return (0,_inputs_endpoint_url_js__WEBPACK_IMPORTED_MODULE_0__/* .isProtected */ .b)(url) ? { kind: 'source', source: { url, bearer } } : { kind: 'invalid' };
}
/** Why a check cannot sign in, on events that GitHub gives no ID token. */
function missingIdToken({ environment }, { withoutIdToken }) {
    const isWithout = withoutIdToken !== undefined && idTokenSource(environment).kind === 'missing';
    return isWithout ? `there is no ID token to sign in with (${withoutIdToken})` : undefined;
}
/**
 * Reads where the job can request ID tokens.
 *
 * @param input the input that requests a sign-in with an ID token
 * @returns undefined with a problem that says why the job has no ID token
 */
function readIdTokenSource(inputs, { withoutIdToken }, input) {
    const found = idTokenSource(inputs.environment);
    if (found.kind === 'source')
        return found.source;
    if (found.kind === 'invalid') {
        inputs.addProblem(ID_TOKEN_REQUEST_URL, 'or the token that belongs to it is not what GitHub gives to a job (an address with https). No request was sent: check what the runner or an earlier step has set');
    }
    else if (withoutIdToken === undefined) {
        inputs.addProblem(input, `needs an ID token of GitHub, and this job has no permission to request one. Add these lines to the job (or to the workflow), then run it again:\n\n${PERMISSIONS}`);
    }
    else {
        inputs.addProblem(input, `needs an ID token of GitHub, and ${withoutIdToken}: reset from a run on your own branch`);
    }
    return undefined;
}


/***/ }),

/***/ 5764:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  ms: () => (/* binding */ CREDENTIAL_INPUTS),
  eB: () => (/* binding */ CREDENTIAL_VARIABLES),
  gD: () => (/* binding */ findCredentials)
});

;// CONCATENATED MODULE: ./build/auth/credential-form.js
/**
 * Forms in which keys and tokens are stored by mistake. No cloud issues a key or token in one of them:
 * keys are letters and digits, tokens are Base64, in one of its alphabets, or hexadecimal. The first
 * form that matches is reported, so a form stands before its parts. Every expression is linear.
 */
const FORMS = [
    {
        // `NAME=`, `Name: `, `export NAME=`, `--name=`, `"name": `; Base64 has equals signs at its end only.
        pattern: /^(?:(?:export|set|env|const|let|var)\s{1,8})?[-$"'`\s]{0,4}[A-Za-z_][\w .:-]{0,60}["'`]?\s{0,4}[:=]+>?\s{0,4}[^:=>\s]/i,
        message: 'has a name in front of the value (as in NAME=value or Name: value): store only the value itself',
    },
    {
        pattern: /^\$[({]{0,2}\s{0,8}[A-Za-z_]|^%\w+%$|^\{\{/,
        message: 'is an expression, a variable or a placeholder, which was not replaced by a value: write ${{ secrets.NAME }} in the workflow, and store the value itself in that secret',
    },
    {
        pattern: /^[[{]/,
        message: 'begins with a bracket, as JSON does and no key or token: store only the value of the one member that belongs here',
    },
    {
        pattern: /[\r\n\u2028\u2029]/,
        message: 'has several lines, which no key or token has: store only the value itself, on one line',
    },
    {
        pattern: /,/,
        message: 'contains a comma, which no key or token has: of a line of credentials.csv, store only the column that belongs here',
    },
    {
        pattern: /["'`\u00ab\u00bb\u2018-\u201f\uff02\uff07]/,
        message: 'contains a quotation mark, which no key or token has: store the value without quotation marks',
    },
    {
        pattern: /\s/,
        message: 'contains a blank, which no key or token has: store only the value itself, without blanks',
    },
    {
        pattern: /\\/,
        message: 'contains a backslash, which no key or token has: store the value without it, and without a line end written as \\n',
    },
    {
        pattern: /;/,
        message: 'contains a semicolon, which no key or token has: store the value without it',
    },
    {
        pattern: /[[\](){}<>]/,
        message: 'contains a bracket, which no key or token has: store the value itself, without brackets around it',
    },
    {
        pattern: /^\*+$/,
        message: 'consists of asterisks, as a log shows a secret: store the value itself',
    },
    {
        pattern: /[^\x21-\x7e]/,
        message: 'contains a control character or a character outside of ASCII, which no key or token has: copy the value again from the file of the cloud',
    },
];
const EQUALS_SIGN = {
    pattern: /=/,
    message: 'contains an equals sign, which no access key has: check that it is the access key',
};
/** What is wrong with a value that cannot be a key or token, without the value; else undefined. */
function formProblem(value, kind) {
    const forms = kind === 'access key' ? [...FORMS, EQUALS_SIGN] : FORMS;
    return forms.find(({ pattern }) => pattern.test(value))?.message;
}

;// CONCATENATED MODULE: ./build/auth/static-credentials.js

/** A shorter value is not a key or token, and could not be masked without harm. */
const MIN_LENGTH = 6;
/** Environment variables that earlier steps set, in the order of precedence. */
const SOURCES = [
    {
        name: 'HUAWEI_CLOUD_* environment',
        accessKey: 'HUAWEI_CLOUD_ACCESS_KEY_ID',
        secretKey: 'HUAWEI_CLOUD_SECRET_ACCESS_KEY',
    },
    {
        name: 'HUAWEICLOUD_SDK_* environment',
        accessKey: 'HUAWEICLOUD_SDK_AK',
        secretKey: 'HUAWEICLOUD_SDK_SK',
        securityToken: 'HUAWEICLOUD_SDK_SECURITY_TOKEN',
    },
    {
        name: 'HW_* environment',
        accessKey: 'HW_ACCESS_KEY',
        secretKey: 'HW_SECRET_KEY',
        securityToken: 'HW_SECURITY_TOKEN',
        token: 'HW_AUTH_TOKEN',
    },
];
const INPUTS = {
    name: 'inputs',
    accessKey: 'access_key',
    secretKey: 'secret_key',
    securityToken: 'security_token',
    token: 'auth_token',
};
/** Every environment variable that may hold a key or a token, so that all of them are masked. */
const CREDENTIAL_VARIABLES = SOURCES.flatMap((source) => Object.entries(source)
    .filter(([key]) => key !== 'name')
    .map(([, variable]) => variable));
/** Every input that may hold a key or a token. */
const CREDENTIAL_INPUTS = [
    INPUTS.accessKey,
    INPUTS.secretKey,
    INPUTS.securityToken,
    INPUTS.token,
];
/**
 * Takes the credentials from the first source that has any: the inputs, then the environment of
 * Huawei Cloud's own actions, of its SDKs, of Terraform. One source only: keys of one and a token of
 * another never belong together, so credentials that are incomplete are a problem.
 *
 * @returns undefined when there are none, or when there is a problem
 */
function findCredentials(inputs) {
    const variable = (name) => (inputs.environment[name] ?? '').trim();
    const given = read(INPUTS, (name) => inputs.text(name));
    if (given.token !== '' && given.accessKey + given.secretKey + given.securityToken !== '') {
        inputs.addProblem('auth_token', 'is given together with keys: give either auth_token, or access_key and secret_key');
        return undefined;
    }
    if (isAny(given))
        return complete(INPUTS, given, inputs);
    for (const source of SOURCES) {
        const found = read(source, variable);
        if (isAny(found))
            return complete(source, found, inputs);
    }
    return undefined;
}
function read(source, from) {
    const part = (name) => (name === undefined ? '' : from(name));
    return {
        accessKey: part(source.accessKey),
        secretKey: part(source.secretKey),
        securityToken: part(source.securityToken),
        token: part(source.token),
    };
}
function isAny(parts) {
    return Object.values(parts).some((part) => part !== '');
}
/** At one source keys take precedence over a token. */
function complete(source, parts, inputs) {
    const { accessKey, secretKey, securityToken, token } = parts;
    if (accessKey + secretKey + securityToken === '') {
        return isUsable(source.token, token, 'secret key or token', inputs)
            ? { source: source.name, credentials: { kind: 'token', token } }
            : undefined;
    }
    const missing = accessKey === '' ? source.accessKey : secretKey === '' ? source.secretKey : '';
    if (missing !== '') {
        inputs.addProblem(missing, `is empty, but another part of the credentials is given: all parts must come from one source (${source.name})`);
        return undefined;
    }
    const usable = [
        isUsable(source.accessKey, accessKey, 'access key', inputs),
        isUsable(source.secretKey, secretKey, 'secret key or token', inputs),
        securityToken === '' ||
            isUsable(source.securityToken, securityToken, 'secret key or token', inputs),
    ];
    if (usable.includes(false))
        return undefined;
    const temporary = securityToken === '' ? {} : { securityToken };
    return { source: source.name, credentials: { kind: 'keys', accessKey, secretKey, ...temporary } };
}
/** Checks a value that is sent in a header line. */
function isUsable(name = '', value, kind, inputs) {
    const problem = value.length < MIN_LENGTH
        ? `is too short: it must have at least ${MIN_LENGTH} characters`
        : formProblem(value, kind);
    if (problem !== undefined)
        inputs.addProblem(name, problem);
    return problem === undefined;
}


/***/ }),

/***/ 6830:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   f: () => (/* binding */ noSecrets),
/* harmony export */   j: () => (/* binding */ readEvent)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8774);


/** The event names of a change that is not merged yet begin like this. */
const UNMERGED_EVENTS = /^(?:pull_request|merge_group)/;
/** The branches that GitHub makes for a merge queue. */
const QUEUE_BRANCH = /^(?:refs\/heads\/)?gh-readonly-queue\//;
/** Whether these events belong to an unmerged change depends on a payload that a later run does not see. */
const EVENTS_OF_EITHER = [
    'issue_comment',
    'check_run',
    'check_suite',
    'repository_dispatch',
    'workflow_call',
];
/**
 * Events on which a run that Dependabot started gets no secrets of Actions (GitHub documentation,
 * "Troubleshooting Dependabot on GitHub Actions").
 */
const DEPENDABOT_EVENTS_WITHOUT_SECRETS = [
    'pull_request',
    'pull_request_target',
    'pull_request_review',
    'pull_request_review_comment',
    'push',
    'create',
    'deployment',
    'deployment_status',
];
const Repository = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({
    full_name: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj(),
    default_branch: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj()),
});
const Check = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({
    head_branch: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5()),
    pull_requests: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5()),
    check_suite: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({ head_branch: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5()) })),
});
const Payload = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({
    ref: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5()),
    repository: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(Repository),
    // Other events have these too, as null where they do not apply.
    pull_request: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5()),
    issue: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({ pull_request: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5()) })),
    client_payload: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5()),
    check_run: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl(Check),
    check_suite: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl(Check),
    workflow_run: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({
        event: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj(),
        head_branch: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullish */ .cl(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj()),
        head_repository: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullable */ .me(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(Repository)),
    })),
});
const ClientPayload = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({ pull_request: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5()) });
const PullRequest = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({ head: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .object */ .Ik({ repo: zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .nullable */ .me(Repository) }) });
/**
 * Reads the event of the run. An event that cannot be read counts as an unmerged change, because a
 * check instead of a reset can be repeated, and a reset instead of a check cannot be undone.
 *
 * @param eventPath the file with the payload of the event
 * @param load gives the context of `@actions/github`, which throws on a broken file
 */
function readEvent(eventPath, load) {
    const unreadable = { name: '', dryRunReason: 'the event of this run cannot be read' };
    // Without the file the context would print its path and go on as if the event were empty.
    if (eventPath === undefined || eventPath === '' || !(0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(eventPath))
        return unreadable;
    try {
        const context = load();
        const name = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj().check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .minLength */ .Bp(1)).parse(context.eventName);
        const payload = Payload.parse(context.payload);
        const dryRunReason = dryRunReasonOf(name, payload);
        return {
            name,
            ...(dryRunReason !== undefined && { dryRunReason }),
            ...withoutSecrets(name, context.actor, payload),
        };
    }
    catch {
        // The parser's message quotes the event, so nothing of it is kept.
        return unreadable;
    }
}
/** Why there are no secrets, in brackets after a sentence; empty where GitHub gives them. */
function noSecrets({ withoutSecrets }) {
    return withoutSecrets === undefined ? '' : ` (${withoutSecrets})`;
}
/**
 * The payload decides, whatever the event is called: Gitea and Forgejo name every event of a called
 * workflow `workflow_call`.
 */
function dryRunReasonOf(name, payload) {
    if (UNMERGED_EVENTS.test(name))
        return `the event is ${name}`;
    if (isGiven(payload.pull_request))
        return `the event ${name} belongs to a pull request`;
    if (isGiven(payload.issue?.pull_request)) {
        return `the event ${name} belongs to a comment on a pull request`;
    }
    if (isGiven(ClientPayload.safeParse(payload.client_payload).data?.pull_request)) {
        return `the event ${name} carries a pull request`;
    }
    if (typeof payload.ref === 'string' && QUEUE_BRANCH.test(payload.ref)) {
        return `the event ${name} belongs to a merge queue`;
    }
    if (isUnmergedCheck(payload)) {
        return `the event ${name} belongs to a check of another branch than the default one, or of a pull request`;
    }
    return name === 'workflow_run' || payload.workflow_run ? originReason(name, payload) : undefined;
}
/** For forks GitHub leaves both the branch and the pull requests of a check empty. */
function isUnmergedCheck({ check_run: run, check_suite: suite, repository }) {
    const check = run ?? suite;
    if (!check)
        return false;
    const branch = check.head_branch ?? check.check_suite?.head_branch;
    const isDefault = branch !== undefined && branch === repository?.default_branch;
    const hasNone = Array.isArray(check.pull_requests) && check.pull_requests.length === 0;
    return !isDefault || !hasNone;
}
/** Whether a member is there: GitHub writes null, Gitea also leaves members empty. */
function isGiven(member) {
    return member !== undefined && member !== null && member !== false && member !== '';
}
/** Why the run that started this one belongs to an unmerged change, or may. */
function originReason(name, payload) {
    const origin = payload.workflow_run;
    const from = origin?.head_repository?.full_name;
    if (!origin || from === undefined || payload.repository === undefined) {
        return `the event is ${name} and its origin is unknown`;
    }
    if (from !== payload.repository.full_name) {
        return `the event is ${name} and comes from another repository`;
    }
    const isUnmerged = UNMERGED_EVENTS.test(origin.event) ||
        EVENTS_OF_EITHER.includes(origin.event) ||
        origin.event === 'workflow_run';
    if (isUnmerged)
        return `the event is ${name} and was started by ${origin.event}`;
    return QUEUE_BRANCH.test(origin.head_branch ?? '')
        ? `the event is ${name} and was started by a merge queue`
        : undefined;
}
function withoutSecrets(name, actor, payload) {
    if (actor === 'dependabot[bot]' && DEPENDABOT_EVENTS_WITHOUT_SECRETS.includes(name)) {
        return {
            withoutSecrets: 'runs started by Dependabot get none of the secrets of Actions, only those of Dependabot',
            withoutIdToken: 'runs started by Dependabot get no ID token',
        };
    }
    const pullRequest = PullRequest.safeParse(payload.pull_request).data;
    const isFork = pullRequest !== undefined && pullRequest.head.repo?.full_name !== payload.repository?.full_name;
    return isFork && name !== 'pull_request_target'
        ? {
            withoutSecrets: 'pull requests from forks get no secrets',
            withoutIdToken: 'pull requests from forks get no ID token',
        }
        : {};
}


/***/ }),

/***/ 6867:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ proxyFor)
/* harmony export */ });
/* harmony import */ var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

/** The port of a URL that names none. */
const DEFAULT_PORTS = { 'http:': '80', 'https:': '443' };
/**
 * The proxy for a URL: that of its protocol, for `https` also the one for `http` where it is the only
 * one; none for hosts that `NO_PROXY` names.
 *
 * @returns undefined where the connection is direct
 */
function proxyFor(url, { except, http, https }) {
    const proxy = url.protocol === 'https:' && https !== '' ? https : http;
    return proxy === '' || isExcepted(url, except) ? undefined : proxy;
}
function isExcepted(url, except) {
    const host = url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
    const port = url.port === '' ? (DEFAULT_PORTS[url.protocol] ?? '') : url.port;
    return except
        .toLowerCase()
        .split(/[\s,]+/)
        .some((entry) => entry !== '' && matches(entry, host, port));
}
/** An entry is `*`, a name, a suffix, an address or a CIDR block, each but the last also with a port. */
function matches(entry, host, port) {
    if (entry.includes('/'))
        return isInBlock(entry, host);
    const { name, port: entryPort } = splitPort(entry);
    if (entryPort !== undefined && entryPort !== port)
        return false;
    if (name === '*')
        return true;
    // `*.example.com` names the subdomains alone, `.example.com` also the domain, as with curl.
    const suffix = name.replace(/^\*?\./, '').replace(/\.$/, '');
    if (suffix === '')
        return false;
    return host.endsWith(`.${suffix}`) || (host === suffix && !name.startsWith('*'));
}
/** An address of IPv6 contains colons, so its port follows a bracket. */
function splitPort(entry) {
    const bracketed = /^\[([^\]]*)\](?::(\d+))?$/.exec(entry);
    const plain = bracketed ?? /^([^:]*):(\d+)$/.exec(entry);
    const [, name = entry, port] = plain ?? [];
    return port === undefined ? { name } : { name, port };
}
/** Only a host that is written as an address can be in a block: no name is looked up for this. */
function isInBlock(entry, host) {
    const [network = '', prefix = ''] = entry.split('/', 2);
    const version = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host);
    if (version === 0 || (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network) !== version || !/^\d{1,3}$/.test(prefix))
        return false;
    if (Number(prefix) > (version === 4 ? 32 : 128))
        return false;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    const block = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    block.addSubnet(network, Number(prefix), family);
    return block.check(host, family);
}


/***/ }),

/***/ 782:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ isServerId)
/* harmony export */ });
const LENGTH = 36;
/** A pattern and not a schema, because it checks up to a hundred thousand entries. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Whether a text is a server ID, in any letter case. */
function isServerId(text) {
    return text.length === LENGTH && UUID.test(text);
}


/***/ }),

/***/ 3483:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $: () => (/* binding */ endpointProblem),
/* harmony export */   b: () => (/* binding */ isProtected)
/* harmony export */ });
/**
 * Why a URL cannot be an endpoint, in words that follow the name of its input; undefined when it can.
 *
 * @param service the beginning of the host name in the example, for instance `ecs`
 */
function endpointProblem(text, service = 'ecs') {
    const url = URL.canParse(text) ? new URL(text) : undefined;
    if (url === undefined || !/^https?:\/\//i.test(text)) {
        return `is not a URL: write one such as https://${service}.cn-north-4.myhuaweicloud.com`;
    }
    // Checked first and never quoted, because it is a password.
    if (url.username !== '' || url.password !== '') {
        return 'contains a user name or a password: write only the host, and give the credentials in their own inputs';
    }
    if (text.includes('?') || text.includes('#')) {
        return 'contains a query or a fragment: write only the host, and a path if the cloud needs one';
    }
    // The parser would change these without an error.
    if (/[\s\\]|\/\.{1,2}(?:\/|$)/.test(text) || !text.toLowerCase().includes(url.hostname)) {
        return 'is not in its canonical form: write the host name (or four decimal numbers), and a plain path if the cloud needs one';
    }
    if (!isProtected(url)) {
        return 'is not https: write https://\u2026 (http is accepted only for this machine itself)';
    }
    if (!/^[A-Za-z0-9._~/-]*$/.test(url.pathname)) {
        return 'has a path with characters other than letters, digits and ._~-: write only the host, and a plain path if the cloud needs one';
    }
    return undefined;
}
/** Whether requests to the URL cannot be read on the way: TLS, or the loopback interface. */
function isProtected({ hostname, protocol }) {
    const isLoopback = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
    return protocol === 'https:' || (protocol === 'http:' && isLoopback);
}


/***/ }),

/***/ 7216:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Wm: () => (/* binding */ proxySecrets),
/* harmony export */   rX: () => (/* binding */ checkProxies),
/* harmony export */   rq: () => (/* binding */ readProxies)
/* harmony export */ });
/* harmony import */ var _huaweicloud_no_proxy_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6867);

const VARIABLES = {
    https: ['https_proxy', 'HTTPS_PROXY'],
    http: ['http_proxy', 'HTTP_PROXY'],
    except: ['no_proxy', 'NO_PROXY'],
};
/** What separates the parts of an address, so it must be encoded in a user name or a password. */
const TO_ENCODE = 'write %5C for \\, %2F for /, %3F for ?, %23 for # and %25 for % in its password';
/**
 * The proxies that the environment sets. Names in lower case win, and an address without a scheme is
 * one of `http`, as with curl.
 */
function readProxies(environment) {
    const first = (names) => names.map((name) => environment[name] ?? '').find((value) => value !== '') ?? '';
    return {
        https: withScheme(first(VARIABLES.https)),
        http: withScheme(first(VARIABLES.http)),
        except: first(VARIABLES.except),
    };
}
/**
 * Adds a problem for each variable whose value is not a valid proxy address, as far as a request to one
 * of the URLs would use it.
 */
function checkProxies(inputs, urls) {
    const { environment } = inputs;
    const proxies = readProxies(environment);
    const used = new Set(urls.map((url) => (0,_huaweicloud_no_proxy_js__WEBPACK_IMPORTED_MODULE_0__/* .proxyFor */ .i)(url, proxies)));
    for (const name of [...VARIABLES.https, ...VARIABLES.http]) {
        const address = withScheme(environment[name] ?? '');
        if (address === '' || !used.has(address))
            continue;
        const problem = proxyProblem(address);
        if (problem !== undefined)
            inputs.addProblem(name, problem);
    }
}
function withScheme(address) {
    return address === '' || /^[a-z][a-z0-9+.-]{0,20}:\/\//i.test(address)
        ? address
        : `http://${address}`;
}
function proxyProblem(address) {
    const userInfo = userInfoOf(address);
    if (userInfo !== undefined && (/[\\/?#]/.test(userInfo) || !canDecode(userInfo))) {
        return `has a character in its user name or password that is not encoded: ${TO_ENCODE}`;
    }
    const url = URL.canParse(address) ? new URL(address) : undefined;
    const isValid = /^https?:$/.test(url?.protocol ?? '') && !address.includes('\\');
    return isValid
        ? undefined
        : 'is not a valid proxy address: write one such as http://proxy.example.com:3128 (http or https)';
}
/**
 * The secrets in the proxy addresses, used or not, valid or not: a password as written and decoded, and
 * its header value.
 */
function proxySecrets(environment) {
    return [...VARIABLES.https, ...VARIABLES.http].flatMap((name) => secretsOf(withScheme(environment[name] ?? '')));
}
function secretsOf(address) {
    const userInfo = userInfoOf(address);
    if (userInfo === undefined)
        return [];
    const colon = userInfo.indexOf(':');
    // A user name without a password is a token, as some proxies expect it.
    if (colon < 0)
        return [userInfo, decoded(userInfo)];
    const user = decoded(userInfo.slice(0, colon));
    const password = userInfo.slice(colon + 1);
    const basic = Buffer.from(`${user}:${decoded(password)}`).toString('base64');
    const parsed = URL.canParse(address) ? new URL(address).password : '';
    return [userInfo, password, decoded(password), parsed, basic];
}
/** User name and password: everything before the last `@`, also where it is not encoded. */
function userInfoOf(address) {
    const rest = address.slice(address.indexOf('://') + 3);
    const at = rest.lastIndexOf('@');
    return at < 0 ? undefined : rest.slice(0, at);
}
function canDecode(text) {
    try {
        decodeURIComponent(text);
        return true;
    }
    catch {
        return false;
    }
}
function decoded(text) {
    return canDecode(text) ? decodeURIComponent(text) : text;
}


/***/ }),

/***/ 9271:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   PT: () => (/* binding */ markup),
/* harmony export */   RQ: () => (/* binding */ markdownOf),
/* harmony export */   bD: () => (/* binding */ asMarkup),
/* harmony export */   hC: () => (/* binding */ sentences)
/* harmony export */ });
/**
 * Escapes text for Markdown and HTML alike: everything but letters, digits, blanks and `.,_-` becomes
 * a numeric entity, so that it is never read as markup.
 */
function asMarkup(text) {
    return text.replace(/[^A-Za-z0-9 .,_-]/gu, (character) => `&#${String(character.codePointAt(0))};`);
}
/**
 * A template for Markdown: its own text is markup, and every text that is filled in is escaped, so that
 * no text from outside becomes markup by mistake.
 */
function markup(parts, ...values) {
    const filled = values.map((value, index) => `${markdownOf(value)}${parts[index + 1] ?? ''}`);
    return { markdown: `${parts[0] ?? ''}${filled.join('')}` };
}
/** Sentences in one paragraph. */
function sentences(parts) {
    return { markdown: parts.map(({ markdown }) => markdown).join(' ') };
}
/** The Markdown of a text, which is escaped, or of what is Markdown already. */
function markdownOf(value) {
    return typeof value === 'object' ? value.markdown : asMarkup(String(value));
}


/***/ }),

/***/ 4315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   t4: () => (/* binding */ writeReportFiles),
/* harmony export */   vV: () => (/* binding */ createFolder),
/* harmony export */   x1: () => (/* binding */ writeLines)
/* harmony export */ });
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6760);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7177);



/** Lines written at once, so that the file of a large fleet is never in memory as a whole. */
const LINES_AT_ONCE = 2_000;
/**
 * Creates the folder of one step. Two steps of a job use different ones.
 *
 * @param parent an existing folder
 */
async function createFolder(parent) {
    return (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.mkdtemp)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(parent, 'reset-ecs-passwords-'));
}
/**
 * Writes the whole result, for `actions/upload-artifact`, and the list for the next run. Neither
 * contains a secret or a hash of one.
 *
 * @param folder the folder of the step
 */
async function writeReportFiles(folder, report) {
    const files = {
        report: (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'report.json'),
        remaining: report.remaining === undefined ? '' : (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(folder, 'remaining-server-ids.txt'),
    };
    await writeLines(files.report, reportLines(report));
    if (files.remaining !== '')
        await writeLines(files.remaining, (0,_report_js__WEBPACK_IMPORTED_MODULE_2__/* .remainingIds */ .Ly)(report));
    return files;
}
function* reportLines(report) {
    const { action, counts, dryRun, names, results, run } = report;
    const head = JSON.stringify({ version: 1, action, dry_run: dryRun, counts });
    yield `${head.slice(0, -1)},"servers":[`;
    let separator = '';
    let tail = '';
    let last;
    for (const result of results) {
        // Neighbours mostly differ in their IDs alone.
        if (last === undefined || !isAlike(last, result))
            tail = JSON.stringify(outcomeOf(result)).slice(1);
        last = result;
        const head = JSON.stringify({ id: result.id, name: names.get(result.id) }).slice(0, -1);
        yield `${separator}${head},${tail}`;
        separator = ',';
    }
    yield `],"run":${JSON.stringify(run)}}`;
}
function isAlike(one, other) {
    return (one.outcome === other.outcome &&
        one.word === other.word &&
        one.reason === other.reason &&
        one.requestId === other.requestId);
}
/** What is reported of a server beside its ID and name. Members that are undefined are left out of JSON. */
function outcomeOf({ outcome, reason, requestId, word }) {
    return {
        outcome,
        reason: word,
        code: reason?.code,
        message: reason?.message,
        request_id: reason?.requestId ?? requestId,
    };
}
/** Writes a new file that only this user can read. */
async function writeLines(path, lines) {
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_0__.open)(path, 'wx', 0o600);
    try {
        let piece = '';
        let count = 0;
        for (const line of lines) {
            piece += `${line}\n`;
            count += 1;
            if (count % LINES_AT_ONCE !== 0)
                continue;
            await file.appendFile(piece);
            piece = '';
        }
        await file.appendFile(piece);
    }
    finally {
        await file.close();
    }
}


/***/ }),

/***/ 31:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  B: () => (/* binding */ renderSummary)
});

// EXTERNAL MODULE: ./build/report/markup.js
var markup = __webpack_require__(9271);
;// CONCATENATED MODULE: ./build/report/summary-bar.js

const MAX_SQUARES = 25;
/**
 * The bar and the row of counts, which is its legend.
 *
 * @param caption what was counted, as Markdown
 */
function renderCounts(caption, counts) {
    if (counts.length === 0)
        return caption;
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    const row = counts.map(({ count, label, square }) => `${square} **${count}** ${(0,markup/* asMarkup */.bD)(label)}`);
    return `${renderBar(counts)}<br>\n${caption}: ${[...row, `**${total}** requested`].join(' \u00b7 ')}`;
}
/** One square for each server; past 25, in proportion, with one at least for each count above zero. */
function renderBar(counts) {
    const shown = counts.filter(({ count }) => count > 0);
    const total = shown.reduce((sum, { count }) => sum + count, 0);
    const width = Math.min(MAX_SQUARES, total);
    const parts = shown.map(({ count, square }) => {
        const share = (count / total) * width;
        return { square, share, size: Math.max(1, Math.floor(share)) };
    });
    const missing = () => width - parts.reduce((sum, { size }) => sum + size, 0);
    // Rounding leaves a square too few or too many: the part that is furthest from its share changes.
    for (let open = missing(); open !== 0; open = missing()) {
        const step = Math.sign(open);
        const [part] = parts
            .filter(({ size }) => size + step >= 1)
            .sort((a, b) => step * (b.share - b.size - (a.share - a.size)));
        if (part === undefined)
            break;
        part.size += step;
    }
    return parts.map(({ size, square }) => square.repeat(size)).join('');
}

;// CONCATENATED MODULE: ./build/report/summary-lists.js

const MAX_IDS_IN_LIST = 500;
const MAX_IDS = 5_000;
/** The runner drops a summary of more than 1 MiB as a whole; this leaves room for the rest of the page. */
const MAX_CHARACTERS = 600_000;
/** The room that all lists of one summary share. Lists that matter more take theirs first. */
class ListRoom {
    #ids = MAX_IDS;
    #characters = MAX_CHARACTERS;
    /**
     * Takes as many lines as there is room for.
     *
     * @param count of the whole list, which may be longer than what `lines` gives
     */
    take(lines, count) {
        const taken = [];
        // Without this, all servers would be searched for none.
        if (count === 0)
            return { lines: taken, leftOut: 0 };
        for (const line of lines) {
            const isFull = taken.length >= MAX_IDS_IN_LIST || this.#ids <= 0;
            if (isFull || line.length + 1 > this.#characters)
                break;
            this.#ids -= 1;
            this.#characters -= line.length + 1;
            taken.push(line);
        }
        return { lines: taken, leftOut: count - taken.length };
    }
}
/** A server on a line that can be copied into `server_ids`, where the name is a comment. */
function serverLine(id, names) {
    const name = names.get(id);
    return name === undefined ? (0,markup/* asMarkup */.bD)(id) : `${(0,markup/* asMarkup */.bD)(id)} # ${(0,markup/* asMarkup */.bD)(name)}`;
}
/** How many servers a list leaves out; empty for none. */
function leftOutSentence(leftOut, whereAllIs) {
    if (leftOut === 0)
        return '';
    const sentence = `${leftOut} more ${leftOut === 1 ? 'server is' : 'servers are'} left out here.`;
    return whereAllIs === '' ? sentence : `${sentence} ${whereAllIs}`;
}
/** Blocks of Markdown, without the empty ones. */
function joined(parts) {
    return parts.filter((part) => part !== '').join('\n\n');
}
/** Markdown that is folded away. */
function folded(title, parts) {
    return `<details><summary>${(0,markup/* asMarkup */.bD)(title)}</summary>\n\n${joined(parts)}\n\n</details>`;
}
/** Lines that keep their blanks and line ends. They are escaped already. */
function preformatted(lines) {
    return `<pre>\n${lines.join('\n')}\n</pre>`;
}

// EXTERNAL MODULE: ./build/report/log.js
var log = __webpack_require__(6945);
// EXTERNAL MODULE: ./build/report/report.js
var report = __webpack_require__(7177);
;// CONCATENATED MODULE: ./build/report/summary-tables.js


const MAX_ROWS = 500;
const summary_tables_MAX_CHARACTERS = 150_000;
/** A table of an action, with at most `MAX_ROWS` rows. A long one is folded. */
function renderTable({ columns, maxOpenRows, rows, title }, all) {
    if (rows.length === 0)
        return '';
    const shown = [];
    let characters = 0;
    for (const row of rows) {
        const cells = row.map(markup/* markdownOf */.RQ);
        characters += cells.join(' | ').length;
        if (shown.length >= MAX_ROWS || characters > summary_tables_MAX_CHARACTERS)
            break;
        shown.push(cells);
    }
    const head = columns.map((column) => [(0,markup/* asMarkup */.bD)(column.title), column.align]);
    const leftOut = rows.length - shown.length;
    const parts = [
        tableOf(head, shown),
        leftOut === 0 ? '' : `${leftOut} more rows are left out here. ${all}`,
    ];
    return rows.length > maxOpenRows
        ? folded(title, parts)
        : joined([`### ${(0,markup/* asMarkup */.bD)(title)}`, ...parts]);
}
/** A table of Markdown. */
function tableOf(head, rows) {
    const titles = head.map(([title]) => title);
    const lines = head.map(([, align]) => (align === 'right' ? '---:' : '---'));
    return [titles, lines, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

;// CONCATENATED MODULE: ./build/report/summary-reasons.js




/** Further reasons are counted in one row, and have no list. */
const MAX_REASONS = 20;
/** Characters of a reason in the title of its list; the table has all of it. */
const MAX_TITLE = 120;
/** Keeps a cell on one line. */
const NO_BREAK = '&nbsp;';
/**
 * The table of reasons: how many servers, what happened, what to do.
 *
 * @param docs address of the folder docs/, for the links of the codes; undefined for no links
 */
function renderReasons(reasons, docs) {
    if (reasons.length === 0)
        return '';
    const rows = reasons
        .slice(0, MAX_REASONS)
        .map(({ advice, code, count, docs: place, outcome, square, what }) => [
        `${square} ${count} ${(0,markup/* asMarkup */.bD)(outcome)}`.replaceAll(' ', NO_BREAK),
        (0,markup/* asMarkup */.bD)((0,log/* capitalized */.l2)(what)),
        codeLink(code, place, docs),
        (0,markup/* asMarkup */.bD)(advice),
    ]);
    const others = reasons.slice(MAX_REASONS);
    const rest = others.reduce((sum, { count }) => sum + count, 0);
    if (rest > 0)
        rows.push([(0,report/* servers */.b0)(rest), `${others.length} more reasons`, '', '']);
    return tableOf([['Servers'], ['What happened'], ['Code'], ['What to do']], rows);
}
function codeLink(code, place, docs) {
    if (code === undefined)
        return '';
    const text = (0,markup/* asMarkup */.bD)(code);
    return docs === undefined || place === undefined ? text : `[${text}](${docs}/${place})`;
}
/** The servers of each reason. */
function reasonLists(reasons) {
    return reasons.slice(0, MAX_REASONS).map(listOf);
}
function listOf({ code, count, ids, outcome, requestIds, what }) {
    const short = cutAt(MAX_TITLE, what);
    const reason = code === undefined ? short : `${short} (${code})`;
    return { title: `${(0,log/* capitalized */.l2)(outcome)}, ${(0,report/* servers */.b0)(count)}: ${reason}`, count, ids, requestIds };
}
function cutAt(max, text) {
    const characters = Array.from(text);
    return characters.length <= max ? text : `${characters.slice(0, max).join('')}\u2026`;
}

;// CONCATENATED MODULE: ./build/report/summary.js





/**
 * Makes the Markdown of a job summary. It stays below the 1 MiB above which the runner drops it, whatever
 * the size of the fleet.
 *
 * @param docs address of the folder docs/, for the links of the codes; undefined for no links
 */
function renderSummary(content, docs) {
    const { counts, details, lists, notes, paragraphs, reasons, rerunLists, steps, tables } = content;
    const room = new ListRoom();
    const all = content.whereAllIs.markdown;
    const serverLists = [...reasonLists(reasons), ...lists];
    return joined([
        `## ${content.headline.markdown}`,
        renderCounts(content.caption.markdown, counts),
        ...paragraphs.map(markup/* markdownOf */.RQ),
        renderSteps(steps),
        renderReasons(reasons, docs),
        ...tables.map((table) => renderTable(table, all)),
        ...details.map(renderDetails),
        ...rerunLists.map((list) => renderRerunList(list, room, all)),
        ...serverLists.map((list) => renderList(list, room, content)),
        ...notes.map(markup/* markdownOf */.RQ),
    ]);
}
function renderSteps(steps) {
    if (steps.length === 0)
        return '';
    const lines = steps.map(({ markdown }, index) => `${index + 1}. ${markdown}`);
    return `### Next steps\n\n${lines.join('\n')}`;
}
/** A block of code, because GitHub shows a button to copy it; its one line scrolls to the side. */
function renderRerunList({ count, ids, title }, room, all) {
    const { leftOut, lines } = room.take(ids, count);
    if (lines.length === 0)
        return '';
    // Escapes have no effect in a block of code, so other characters are left out.
    const line = lines.join(',').replace(/[^\w,-]/g, '');
    return joined([
        `**${(0,markup/* asMarkup */.bD)(title)}**`,
        `\`\`\`text\n${line}\n\`\`\``,
        leftOutSentence(leftOut, all),
    ]);
}
function renderDetails({ lines, title }) {
    return `### ${(0,markup/* asMarkup */.bD)(title)}\n\n${preformatted(lines.map(markup/* asMarkup */.bD))}`;
}
function renderList({ count, ids, requestIds, title }, room, { names, whereAllIs }) {
    const lines = Iterator.from(ids).map((id) => serverLine(id, names));
    const list = room.take(lines, count);
    return folded(title, [
        list.lines.length === 0 ? '' : preformatted(list.lines),
        leftOutSentence(list.leftOut, whereAllIs.markdown),
        requestIds.length === 0 ? '' : `IDs of requests: ${requestIds.map(markup/* asMarkup */.bD).join(', ')}`,
    ]);
}


/***/ }),

/***/ 395:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   V: () => (/* binding */ failure),
/* harmony export */   k: () => (/* binding */ success)
/* harmony export */ });
function success(value) {
    return { ok: true, value };
}
function failure(error) {
    return { ok: false, error };
}


/***/ }),

/***/ 8078:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S: () => (/* binding */ Secrets),
  I: () => (/* binding */ beginning)
});

;// CONCATENATED MODULE: ./build/secrets/visible.js
/**
 * Characters that show nothing: control, format (bidirectional, zero width), private and unassigned
 * ones, halves of characters, line separators, and what Unicode says to ignore.
 */
const INVISIBLE = /[\p{C}\p{DI}\p{Zl}\p{Zp}]/gu;
const BLANKS = /\s+/g;
const INVISIBLE_OR_BLANK = /[\p{C}\p{DI}\p{Z}]/gu;
const MARKS = /[^\p{C}\p{DI}\p{Z}]+/gu;
/** The text in one line: without invisible characters, and with one blank for several. */
function visible(text) {
    return text.replace(INVISIBLE, '').replace(BLANKS, ' ');
}
/** The text without invisible characters and blanks. */
function compact(text) {
    return text.replace(INVISIBLE_OR_BLANK, '');
}
/** The text without invisible characters and blanks. */
function withoutBlanks(text) {
    const positions = new Uint32Array(text.length);
    const runs = [];
    let length = 0;
    for (const { 0: run, index } of text.matchAll(MARKS)) {
        runs.push(run);
        for (let offset = 0; offset < run.length; offset += 1)
            positions[length++] = index + offset;
    }
    return { text: runs.join(''), positions };
}
/** In lower case, without what separates hexadecimal bytes: colon, comma, dash, `\x` and `0x`. */
function withoutSeparators({ positions: all, text }) {
    const positions = new Uint32Array(text.length);
    const codes = new Uint8Array(text.length);
    let length = 0;
    for (let at = 0; at < text.length; at += 1) {
        const code = text.charCodeAt(at);
        if (code === COMMA || code === DASH || code === COLON || code === BACKSLASH)
            continue;
        if (isX(code) && text.charCodeAt(at - 1) === BACKSLASH)
            continue;
        if (code === ZERO && isX(text.charCodeAt(at + 1))) {
            at += 1;
            continue;
        }
        positions[length] = all[at] ?? 0;
        // Only ASCII characters are digits.
        codes[length] = code >= UPPER_A && code <= UPPER_F ? code + TO_LOWER : Math.min(code, NO_DIGIT);
        length += 1;
    }
    return { text: Buffer.from(codes.buffer, 0, length).toString('latin1'), positions };
}
const COMMA = 0x2c;
const DASH = 0x2d;
const ZERO = 0x30;
const COLON = 0x3a;
const BACKSLASH = 0x5c;
const UPPER_A = 0x41;
const UPPER_F = 0x46;
const TO_LOWER = 0x20;
const NO_DIGIT = 0xff;
function isX(code) {
    return code === 0x78 || code === 0x58;
}

;// CONCATENATED MODULE: ./build/secrets/escapes.js

const NONE = [];
const PERCENT = 0x25;
const AMPERSAND = 0x26;
const PLUS = 0x2b;
const escapes_BACKSLASH = 0x5c;
/** Whether an escape may begin at this position. */
function startsEscape(text, at) {
    const code = text.charCodeAt(at);
    return code === PERCENT || code === AMPERSAND || code === PLUS || code === escapes_BACKSLASH;
}
/**
 * The ways to read an escape at this position, besides character by character: percent-encoded, JSON and
 * HTML. Several can be right: `&#341` is a letter, or a quotation mark and a digit.
 */
function escapesAt(text, at) {
    switch (text.charCodeAt(at)) {
        case PERCENT:
            return [...percentEscape(text, at, '%'), ...percentEscape(text, at, '%25')];
        case PLUS:
            // In the data of a form it is a blank, and blanks are ignored.
            return [{ text: '', end: at + 1 }];
        case escapes_BACKSLASH:
            return backslashEscapes(text, at);
        case AMPERSAND:
            return entities(text, at);
        default:
            return NONE;
    }
}
/** A character in UTF-8, with the prefix before each byte. */
function percentEscape(text, at, prefix) {
    const bytes = [];
    let end = at;
    do {
        const digits = text.slice(end + prefix.length, end + prefix.length + 2);
        if (!text.startsWith(prefix, end) || !/^[0-9a-f]{2}$/i.test(digits))
            return [];
        bytes.push(Number.parseInt(digits, 16));
        end += prefix.length + 2;
    } while (bytes.length < utf8Length(bytes[0] ?? 0));
    return [{ text: compact(Buffer.from(bytes).toString('utf8')), end }];
}
function utf8Length(firstByte) {
    if (firstByte < 0xc0)
        return 1;
    if (firstByte < 0xe0)
        return 2;
    return firstByte < 0xf0 ? 3 : 4;
}
/** A pair of surrogates, `\uXXXX`, `\u{X}`, `\xXX`, or a control character. */
const BACKSLASH_ESCAPE = /\\(?:u(d[89ab][0-9a-f]{2})\\{1,8}u(d[c-f][0-9a-f]{2})|u([0-9a-f]{4})|u\{0{0,8}([0-9a-f]{1,6})\}|x([0-9a-f]{2})|[bfnrt])/iy;
/** A backslash is part of the text, or precedes an escaped character; JSON in JSON has several. */
function backslashEscapes(text, at) {
    const readings = [{ text: '', end: at + 1 }];
    BACKSLASH_ESCAPE.lastIndex = at;
    const [escape, high, ...others] = BACKSLASH_ESCAPE.exec(text) ?? [];
    if (escape === undefined)
        return readings;
    const codes = [high, ...others];
    return [
        ...readings,
        {
            text: characters(codes.filter((digits) => digits !== undefined), 16),
            end: at + escape.length,
        },
    ];
}
const NAMED_ENTITIES = [
    ['amp;', '&'],
    ['lt;', '<'],
    ['gt;', '>'],
    ['quot;', '"'],
    ['apos;', "'"],
];
/** An escaped ampersand may begin another entity. */
const AMPERSANDS = ['amp;', '#38;', '#x26;', '#X26;'];
const MAX_AMPERSANDS = 3;
function entities(text, at) {
    const readings = [];
    let name = at + 1;
    for (let level = 0; level < MAX_AMPERSANDS; level += 1) {
        readings.push(...namedEntity(text, name), ...numericEntities(text, name));
        const ampersand = AMPERSANDS.find((entity) => text.startsWith(entity, name));
        if (ampersand === undefined)
            break;
        name += ampersand.length;
    }
    return readings;
}
function namedEntity(text, at) {
    const [name, character] = NAMED_ENTITIES.find(([entity]) => text.startsWith(entity, at)) ?? [];
    return name === undefined ? [] : [{ text: character, end: at + name.length }];
}
const NUMERIC_ENTITY = /#(?:x0*([0-9a-f]{1,6})|0*([0-9]{1,7}))(;?)/iy;
/** Without a semicolon the number may end after any of its digits. */
function numericEntities(text, at) {
    NUMERIC_ENTITY.lastIndex = at;
    const [entity, hex, decimal = '', semicolon] = NUMERIC_ENTITY.exec(text) ?? [];
    if (entity === undefined)
        return [];
    const digits = hex ?? decimal;
    const radix = hex === undefined ? 10 : 16;
    const end = at + entity.length;
    if (semicolon !== '')
        return [{ text: characters([digits], radix), end }];
    return Array.from(digits, (_, index) => ({
        text: characters([digits.slice(0, index + 1)], radix),
        end: end - digits.length + index + 1,
    }));
}
const MAX_CODE_POINT = 0x10ffff;
function characters(codes, radix) {
    const points = codes.map((digits) => Number.parseInt(digits, radix));
    const text = String.fromCodePoint(...points.filter((point) => point <= MAX_CODE_POINT));
    // One half of a character stays, because the other one may follow.
    return /^[\ud800-\udfff]$/.test(text) ? text : compact(text);
}

;// CONCATENATED MODULE: ./build/secrets/search.js

/** More than the required length of any form. */
const MAX_REQUIRED = 1_000;
/** Searches texts for forms, whatever escapes their characters are written in. */
class Search {
    /** The forms by the code of their first character. */
    #byFirst = [];
    constructor(forms) {
        for (const [id, form] of forms.entries()) {
            (this.#byFirst[form.text.charCodeAt(0)] ??= []).push({ ...form, id });
        }
    }
    /** @param isCut whether the text went on, so that the beginning of a form at its end counts */
    find(text, isCut) {
        const pass = new Pass(text, isCut);
        for (let at = 0; at < text.length; at += 1) {
            const forms = this.#byFirst[text.charCodeAt(at)];
            if (forms !== undefined)
                for (const form of forms)
                    pass.begin(form, at);
            if (startsEscape(text, at))
                this.#readEscape(pass, text, at);
        }
        return pass.matches;
    }
    #readEscape(pass, text, at) {
        const parts = pass.partsBefore(at);
        pass.extend(parts, text.charAt(at), at + 1);
        for (const reading of escapesAt(text, at)) {
            pass.extend(parts, reading.text, reading.end);
            const forms = this.#byFirst[reading.text.charCodeAt(0)] ?? [];
            const begun = forms.map((form) => ({ form, length: 0, start: at }));
            pass.extend(begun, reading.text, reading.end);
        }
    }
}
/**
 * One pass through a text. Where an escape begins, it knows the beginnings of forms that end there: for
 * each form at most as many as the characters that are required. Elsewhere a form can only go on with
 * the next character. So the time grows in proportion to the text, whatever it contains.
 */
class Pass {
    matches = [];
    #text;
    #isCut;
    #parts = new Map();
    /** Where the last match of a form ends that is longer than required. */
    #ends = new Map();
    constructor(text, isCut) {
        this.#text = text;
        this.#isCut = isCut;
    }
    /** Looks for a form that begins with the character at a position. */
    begin(form, at) {
        const next = at + 1;
        // The second character excludes most forms at once.
        const mayGoOn = form.text.charCodeAt(1) === this.#text.charCodeAt(next) || startsEscape(this.#text, next);
        if (mayGoOn && (this.#ends.get(form) ?? 0) <= at)
            this.#follow(form, 1, at, next);
    }
    /** The beginnings that end before a position. */
    partsBefore(at) {
        const parts = this.#parts.get(at);
        if (parts === undefined)
            return [];
        this.#parts.delete(at);
        return Array.from(parts.values());
    }
    /** Looks for forms that go on with these characters, and behind them at a position. */
    extend(parts, characters, at) {
        for (const { form, length, start } of parts) {
            if (form.text.startsWith(characters, length)) {
                this.#follow(form, length + characters.length, start, at);
            }
        }
    }
    /** Follows a form up to the next escape. */
    #follow(form, from, start, at) {
        let length = from;
        let end = at;
        while (length < form.text.length && end < this.#text.length && !startsEscape(this.#text, end)) {
            if (form.text.charCodeAt(length) !== this.#text.charCodeAt(end))
                break;
            length += 1;
            end += 1;
        }
        const isAtEnd = this.#isCut && end === this.#text.length;
        if (length >= (isAtEnd ? form.requiredAtEnd : form.required)) {
            const isOpen = form.required < form.text.length;
            this.matches.push({ start, end, isOpen });
            if (isOpen)
                this.#ends.set(form, end);
        }
        if (length < form.text.length && startsEscape(this.#text, end)) {
            this.#keep({ form, length, start }, end);
        }
    }
    #keep(part, at) {
        const parts = this.#parts.get(at) ?? new Map();
        this.#parts.set(at, parts);
        const key = part.form.id * MAX_REQUIRED + Math.min(part.length, part.form.required);
        const other = parts.get(key);
        if (other === undefined || part.start < other.start)
            parts.set(key, part);
    }
}

;// CONCATENATED MODULE: ./build/secrets/spellings.js

/**
 * A longer secret (a token of thousands of characters) is recognized by its beginning, because texts
 * often contain only that.
 */
const MAX_BEGINNING = 64;
/** At the end of a text that was cut, so much of the beginning of a secret is replaced too. */
const MIN_PART = 6;
/** A shorter form would be found everywhere: it is what is visible of a secret of invisible characters. */
const MIN_FORM = 3;
/** A secret as it is, and in base64: all three alignments, both alphabets. */
function textForms(secret) {
    const plain = compact(secret);
    const bytes = Buffer.from(secret, 'utf8');
    const encoded = new Set([0, 1, 2].flatMap((shift) => {
        const middle = base64Middle(bytes, shift);
        return [middle, middle.replaceAll('+', '-').replaceAll('/', '_')];
    }));
    return [
        ...(plain.length < MIN_FORM ? [] : [spellings_form(plain, 1)]),
        ...Array.from(encoded, (text) => spellings_form(text, 4 / 3)),
    ];
}
/** A secret in hexadecimal digits, in lower case. */
function hexForm(secret) {
    return spellings_form(Buffer.from(secret, 'utf8').toString('hex'), 2);
}
/** @param expansion the characters that stand for one byte of the secret */
function spellings_form(text, expansion) {
    return {
        text,
        required: Math.min(text.length, Math.ceil(MAX_BEGINNING * expansion)),
        requiredAtEnd: Math.ceil(MIN_PART * expansion),
    };
}
/**
 * The bytes as part of a longer base64 text: after none, one or two other bytes, without the
 * characters that also encode bits of their neighbours.
 */
function base64Middle(bytes, shift) {
    const encoded = Buffer.concat([Buffer.alloc(shift), bytes]).toString('base64');
    const start = shift === 0 ? 0 : shift + 1;
    return encoded.slice(start, Math.floor(((shift + bytes.length) * 8) / 6));
}

;// CONCATENATED MODULE: ./build/secrets/redact.js



/**
 * Values shorter than this are neither masked nor redacted: no valid secret is that short, and
 * masking `1` would replace every 1 in the job's log.
 */
const MIN_SECRET = 6;
/** More of a text from outside is never looked at. */
const MAX_TEXT_READ = 4_000;
/** More of a text of the service is never shown. */
const MAX_TEXT_SHOWN = 300;
/** More of an input is not quoted, unless the caller asks for it. */
const MAX_QUOTE = 40;
/** Words as long as this in a text from outside are taken for a token that is not known here. */
const TOKEN_LIKE = /[\w+/=.~%-]{40,}/g;
/** The rest of a word, up to where a JSON text would end. */
const REST_OF_WORD = /[^\s"]*/y;
const BLANK = /\s/;
const REDACTED = '***';
/**
 * The secrets that this run knows. Text from outside passes through this class before it gets into
 * log, summary, annotations or files.
 */
class Secrets {
    #known = new Set();
    #setMask;
    #searches;
    /** @param setMask tells the runner to mask a line in the log of the job */
    constructor(setMask) {
        this.#setMask = setMask;
    }
    /**
     * Masks a secret in the log and remembers it. The runner masks line by line, and it would also mask
     * a line that is too short to be masked without harm, so short lines are left out.
     */
    mask(secret) {
        const lines = secret.split(/[\r\n]+/).map((line) => line.trim());
        for (const line of new Set(lines)) {
            if (line.length < MIN_SECRET)
                continue;
            this.#known.add(line);
            this.#setMask(line);
        }
        this.#searches = undefined;
    }
    /** Whether the text contains a known secret, in any spelling that `redact` knows. */
    isIn(text) {
        return this.#find(text, false).length > 0;
    }
    /**
     * Replaces every known secret: as it is; in base64 and base64url, in every alignment; percent-encoded
     * once or twice; JSON- and HTML-escaped; in hex, with or without separators. Invisible characters and
     * blanks between its characters do not matter.
     */
    redact(text) {
        return this.#redact(text, false);
    }
    /**
     * Makes a text of the service fit to be shown: without invisible characters, known secrets, what
     * looks like a secret, and the beginnings of workflow commands, and cut.
     */
    clean(text) {
        return cut(inert(this.#shown(text).replace(TOKEN_LIKE, REDACTED)), MAX_TEXT_SHOWN);
    }
    /**
     * Makes a part of an input fit to be quoted, as above. The runner has printed the input before, so
     * what only looks like a secret stays readable.
     */
    quote(text, maxLength = MAX_QUOTE) {
        return cut(inert(this.#shown(text)), maxLength);
    }
    #shown(text) {
        const read = wholeWords(text);
        return visible(this.#redact(read, read.length < text.length));
    }
    #redact(text, isCut) {
        let redacted = '';
        let done = 0;
        for (const { end, isOpen, start } of this.#find(text, isCut)) {
            if (end <= done)
                continue;
            if (start >= done)
                redacted += `${text.slice(done, start)}${REDACTED}`;
            done = isOpen ? endOfWord(text, end) : end;
        }
        return redacted + text.slice(done);
    }
    /** Where known secrets are in the text, in the order of their beginnings. */
    #find(text, isCut) {
        if (this.#known.size === 0)
            return [];
        this.#searches ??= searchesFor(this.#known);
        const { hex, text: inText } = this.#searches;
        const marks = withoutBlanks(text);
        const digits = withoutSeparators(marks);
        return [
            ...located(inText.find(marks.text, isCut), marks),
            ...located(hex.find(digits.text, isCut), digits),
        ].sort((a, b) => a.start - b.start);
    }
}
function searchesFor(secrets) {
    const known = Array.from(secrets);
    return { text: new Search(known.flatMap(textForms)), hex: new Search(known.map(hexForm)) };
}
/** The matches as parts of the text that the excerpt is from. */
function located(matches, { positions }) {
    return matches.map(({ end, isOpen, start }) => ({
        start: positions[start] ?? 0,
        end: (positions[end - 1] ?? 0) + 1,
        isOpen,
    }));
}
function endOfWord(text, from) {
    REST_OF_WORD.lastIndex = from;
    REST_OF_WORD.test(text);
    return REST_OF_WORD.lastIndex;
}
/**
 * The beginning of a text from outside. It has one character more than is read, which shows that the
 * text was longer.
 */
function beginning(text) {
    return text.slice(0, MAX_TEXT_READ + 1);
}
/** As much of a text as is read. A word that is cut is dropped: it may be the beginning of a secret. */
function wholeWords(text) {
    if (text.length <= MAX_TEXT_READ)
        return text;
    let end = MAX_TEXT_READ;
    while (end > 0 && !BLANK.test(text.charAt(end)))
        end -= 1;
    return text.slice(0, end);
}
/** Breaks workflow commands: the runner looks for `::` and, anywhere in a line, for `##[`. */
function inert(text) {
    return text
        .replace(/:(?=:)/g, ': ')
        .replace(/##(?=\[)/g, '## ')
        .trim();
}
function cut(text, maxLength) {
    const characters = Array.from(text);
    return characters.length <= maxLength ? text : `${characters.slice(0, maxLength).join('')}\u2026`;
}


/***/ })

};
