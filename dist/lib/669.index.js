export const id = 669;
export const ids = [669];
export const modules = {

/***/ 1669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/report/docs-address.js
var docs_address = __webpack_require__(4669);
// EXTERNAL MODULE: ./build/report/report.js
var report_report = __webpack_require__(7177);
// EXTERNAL MODULE: ./build/report/summary.js + 4 modules
var summary = __webpack_require__(31);
// EXTERNAL MODULE: ./build/actions/publish.js + 1 modules
var publish = __webpack_require__(7009);
// EXTERNAL MODULE: ./build/actions/start.js + 3 modules
var start = __webpack_require__(6668);
;// CONCATENATED MODULE: ./build/actions/report/conclusion.js

/** The result in one sentence or a few. */
function conclusionOf(report) {
    const { counts, dryRun } = report;
    const start = dryRun === true ? 'Dry run: ' : '';
    return `${start}${counts.done} of ${(0,report_report/* servers */.b0)(counts.requested)} ${counts.done === 1 ? 'is' : 'are'} done. ${passwordSentence(report)}`.trim();
}
/** What became of the new password; empty where it is not part of the run. */
function passwordSentence({ counts, dryRun, password, versionId }) {
    const version = versionId === undefined ? 'The new password' : `Version ${versionId}`;
    if (password === 'not_due')
        return 'No new password is due. The summary of the step that looked says when the next one is.';
    if (dryRun === true)
        return 'Nothing was changed.';
    switch (password) {
        case 'promoted':
            return `${version} is the current password of the secret store now.`;
        case 'promote_failed':
            return `${version} could not be promoted.`;
        case 'pending':
            return counts.not_done === 0
                ? `${version} is not promoted: this run had a list of servers, and others may be left.`
                : `${version} is not promoted.`;
        case 'not_part':
            return '';
    }
}
/**
 * What to do next, in order.
 *
 * @param hasCommand whether the summary shows the command for the next run
 */
function nextSteps(report, hasCommand) {
    const { counts, dryRun, isChanged, password } = report;
    if (counts.requested === 0)
        return ['Find out why no server was selected.'];
    if (counts.not_done > 0) {
        const steps = ['Fix the causes in the table below.'];
        if (dryRun === true)
            return steps;
        return isChanged
            ? [...steps, ...continuing(report, hasCommand)]
            : [...steps, 'Start the workflow again. No password was changed.'];
    }
    if (dryRun === true)
        return [];
    if (password === 'promote_failed') {
        return [
            'Run the failed jobs of this run again: that promotes the password and changes no server.',
        ];
    }
    if (password !== 'pending')
        return [];
    return [
        'If other servers are left, start the workflow for them, with complete set to true in the last of these runs.',
        `If no server is left, start the workflow once more ${how(hasCommand)}, with complete set to true. It resets and restarts the servers of this run again, and promotes the password.`,
    ];
}
function continuing({ settings }, hasCommand) {
    const steps = [
        `Start the workflow for the servers that are left, ${how(hasCommand)}. It takes up the same password and changes no other server. Do not run the failed jobs of this run again: they would restart servers that are done.`,
    ];
    if (!settings.coversAll) {
        steps.push('Set complete to true if no other server of the earlier runs is left. Otherwise the password is not promoted.');
    }
    else if (!hasCommand) {
        steps.push('Set complete to true, because no other server is left.');
    }
    return steps;
}
function how(hasCommand) {
    return hasCommand
        ? 'with the command below'
        : 'with the list in remaining-server-ids.txt of the artifact, as server_ids_file';
}

// EXTERNAL MODULE: ./build/node_modules/zod/mini.js
var mini = __webpack_require__(8774);
// EXTERNAL MODULE: ./build/huaweicloud/server-id.js
var server_id = __webpack_require__(782);
;// CONCATENATED MODULE: ./build/actions/report/step-report.js


/** The steps that a server passes, in order. */
const STEPS = ['select', 'reset', 'restart', 'verify'];
/** A field that is shown is longer only in a file that none of the actions wrote. */
const Text = mini/* string */.Yj().check(mini/* maxLength */.Ru(4_000));
const Run = mini/* object */.Ik({ started: mini/* string */.Yj().check(mini/* maxLength */.Ru(40)) });
const Server = mini/* object */.Ik({
    id: mini/* string */.Yj().check(mini/* refine */.YP(server_id/* isServerId */.V)),
    name: mini/* optional */.lq(Text),
    outcome: Text,
    reason: mini/* optional */.lq(Text),
    code: mini/* optional */.lq(Text),
    message: mini/* optional */.lq(Text),
    request_id: mini/* optional */.lq(Text),
});
const StepReport = mini/* object */.Ik({
    version: mini/* literal */.eu(1),
    action: mini/* enum */.k5(STEPS),
    dry_run: mini/* optional */.lq(mini/* boolean */.zM()),
    servers: mini/* array */.YO(Server).check(mini/* maxLength */.Ru(100_000)),
    run: Run,
});
const PasswordReport = mini/* object */.Ik({
    version: mini/* literal */.eu(1),
    action: mini/* literal */.eu('password'),
    mode: Text,
    dry_run: mini/* boolean */.zM(),
    ending: Text,
    result: mini/* optional */.lq(Text),
    version_id: mini/* optional */.lq(Text),
    due: mini/* optional */.lq(mini/* boolean */.zM()),
    run: Run,
});
const AnyReport = mini/* discriminatedUnion */.gM('action', [StepReport, PasswordReport]);
/**
 * Reads the texts of report files. A folder of reports also holds lists and other files, so a text that
 * is not a report is left out: its servers then have no result.
 */
function parseReports(texts) {
    const steps = [];
    const passwords = [];
    for (const text of texts) {
        const report = AnyReport.safeParse(parseJson(text)).data;
        if (report?.action === 'password')
            passwords.push(report);
        else if (report !== undefined)
            steps.push(report);
    }
    return { steps: steps.sort(byStart), passwords: passwords.sort(byStart) };
}
function byStart({ run: a }, { run: b }) {
    return a.started < b.started ? -1 : a.started > b.started ? 1 : 0;
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/actions/report/standing.js

/** The outcomes with which a server goes on to the next step. */
const GOOD = {
    select: ['ready'],
    reset: ['accepted'],
    restart: ['restarted', 'stopped'],
    verify: ['verified'],
};
/**
 * Where each server stands after the steps that it has to pass. A server that is stopped does not need a
 * login: it takes the new password at its next start.
 *
 * @param reports in the order of time; a later report of a step replaces the results of an earlier one
 */
function standings(reports, wanted) {
    const results = new Map();
    const names = new Map();
    const ids = new Set();
    for (const step of STEPS) {
        const servers = new Map();
        results.set(step, servers);
        for (const report of reports) {
            if (report.action !== step)
                continue;
            for (const server of report.servers) {
                const id = server.id.toLowerCase();
                if (server.name !== undefined)
                    names.set(id, server.name);
                servers.set(id, server);
            }
        }
        for (const [id, { outcome }] of servers)
            if (outcome !== 'excluded')
                ids.add(id);
    }
    return Array.from(ids, (id) => {
        const isAccepted = results.get('reset')?.get(id)?.outcome === 'accepted';
        return { id, name: names.get(id), isAccepted, ...placeOf(id, results, wanted) };
    });
}
function placeOf(id, results, wanted) {
    let last;
    for (const step of wanted) {
        const result = results.get(step)?.get(id);
        const isGood = result !== undefined && GOOD[step].includes(result.outcome);
        last = { step, result, isDone: isGood };
        if (!isGood || result.outcome === 'stopped')
            break;
    }
    return last ?? { step: 'select', result: undefined, isDone: false };
}

;// CONCATENATED MODULE: ./build/actions/report/rotation-report.js


const OUTCOMES = ['done', 'not_done'];
const MAX_NAME = 64;
function rotationReport(settings, secrets, run) {
    const { reports, steps } = settings;
    const all = standings(reports.steps, steps);
    const results = all.map((standing) => resultOf(standing, secrets));
    const done = results.filter(({ outcome }) => outcome === 'done').length;
    const counts = {
        done,
        not_done: results.length - done,
        requested: results.length,
    };
    const dryRun = reports.steps.some(({ dry_run: dry }) => dry === true);
    const { password, versionId } = passwordOf(settings);
    return {
        action: 'report',
        outcomes: OUTCOMES,
        good: ['done'],
        remaining: ['not_done'],
        results,
        counts,
        names: namesOf(all, secrets),
        dryRun,
        skipReason: undefined,
        run,
        password,
        versionId,
        isChanged: !dryRun && all.some(({ isAccepted }) => isAccepted),
        settings,
    };
}
/** Whether there are servers, all are done, and so is the new password in the store. */
function isSuccess(report) {
    const isSettled = report.password !== 'promote_failed' && report.password !== 'pending';
    const hasServers = report.counts.requested > 0;
    return hasServers && (0,report_report/* isComplete */.As)(report) && (isSettled || report.dryRun === true);
}
function passwordOf({ reports }) {
    const prepared = reports.passwords.findLast(({ mode }) => mode === 'prepare');
    const promoted = reports.passwords.findLast(({ dry_run: dry, mode }) => mode === 'promote' && !dry);
    const versionId = prepared?.version_id;
    if (promoted !== undefined) {
        return { password: promoted.ending === 'done' ? 'promoted' : 'promote_failed', versionId };
    }
    if (prepared === undefined)
        return { password: 'not_part', versionId };
    return { password: prepared.due === false ? 'not_due' : 'pending', versionId };
}
function namesOf(all, secrets) {
    return new Map(all.flatMap(({ id, name }) => name === undefined || name === '' ? [] : [[id, secrets.quote(name, MAX_NAME)]]));
}
function resultOf(standing, secrets) {
    const { id, isDone, result, step } = standing;
    if (isDone)
        return { id, outcome: 'done', word: plain(result?.outcome ?? step) };
    if (result === undefined) {
        return { id, outcome: 'not_done', word: `${step}_missing`, reason: missing(step) };
    }
    const word = `${step}_${plain(result.reason ?? result.outcome)}`;
    return { id, outcome: 'not_done', word, reason: reasonOf(standing, secrets) };
}
/** A word of an action; what is none comes from another program. */
function plain(text) {
    return /^[a-z_]{1,40}$/.test(text) ? text : 'other';
}
function missing(step) {
    return {
        message: `no result of the step ${step}`,
        advice: 'See why that step did not run, or ended early',
    };
}
function reasonOf({ result, step }, secrets) {
    const { code, message, outcome, request_id: requestId } = result ?? {};
    const what = message === undefined || message === ''
        ? `the outcome is ${plain(outcome ?? '')}`
        : secrets.clean(message);
    return {
        message: `${step}: ${what}`,
        advice: `See the summary of the step ${step}`,
        ...(code !== undefined && /^[\w.]{1,64}$/.test(code) && { code }),
        ...(requestId !== undefined && /^[\w-]{1,64}$/.test(requestId) && { requestId }),
    };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/inputs/text-file.js
var text_file = __webpack_require__(4532);
;// CONCATENATED MODULE: ./build/actions/report/settings.js




const MAX_FILES = 1_000;
const MAX_NEXT_INPUTS = 20;
/** A name and a value that a shell takes as they are. */
const NEXT_INPUT = /^[A-Za-z_][\w-]{0,63}=[\w.,:/@%+-]{0,200}$/;
/**
 * Reads all inputs and the report files, and finds all problems at once.
 *
 * @returns undefined when there are problems
 */
async function readSettings(inputs) {
    const reports = await readReports(inputs);
    const steps = readSteps(inputs, reports);
    const coversAll = inputs.choice('covers_all', ['true', 'false'], 'true') === 'true';
    const nextInputs = lines(inputs.text('next_run_inputs'));
    if (nextInputs.length > MAX_NEXT_INPUTS || nextInputs.some((line) => !NEXT_INPUT.test(line))) {
        inputs.addProblem('next_run_inputs', `must have at most ${MAX_NEXT_INPUTS} lines of the form name=value, with letters, digits and .,:/@%+_- in the value`);
    }
    if (inputs.problems.length > 0 || reports === undefined)
        return undefined;
    return { reports, steps, coversAll, nextInputs };
}
async function readReports(inputs) {
    const given = lines(inputs.text('report_files'));
    if (given.length === 0) {
        inputs.addProblem('report_files', 'is empty: give the report files of the steps, or their folder');
        return undefined;
    }
    const texts = [];
    for (const path of (await Promise.all(given.map((one) => filesIn(one, inputs)))).flat()) {
        const text = await (0,text_file/* readTextFile */.G)(path, inputs.environment);
        if (text.ok)
            texts.push(text.value);
        else
            inputs.addProblem('report_files', text.error);
    }
    const reports = parseReports(texts);
    if (reports.steps.length === 0 && inputs.problems.length === 0) {
        inputs.addProblem('report_files', 'has no report of select, reset, restart or verify: did these steps run?');
    }
    return reports;
}
/** The JSON files in a folder and its folders; a path that is not a folder is a file. */
async function filesIn(path, { environment }) {
    if (path.includes('\0'))
        return [path];
    const folder = (0,external_node_path_.resolve)(environment['GITHUB_WORKSPACE'] ?? '.', path);
    const entries = await (0,promises_.readdir)(folder, { recursive: true, withFileTypes: true }).catch(() => undefined);
    if (entries === undefined)
        return [path];
    return entries
        .filter((entry) => entry.isFile() && (0,external_node_path_.extname)(entry.name) === '.json')
        .slice(0, MAX_FILES)
        .map(({ name, parentPath }) => (0,external_node_path_.join)(parentPath, name))
        .sort();
}
/** Without the input, the steps that have a report. */
function readSteps(inputs, reports) {
    const given = new Set(inputs
        .text('steps')
        .split(/[\s,]+/)
        .filter((name) => name !== ''));
    const steps = STEPS.filter((step) => given.delete(step));
    if (given.size > 0) {
        inputs.addProblem('steps', `must be one or more of: ${STEPS.join(', ')}`);
    }
    if (steps.length > 0)
        return steps;
    return STEPS.filter((step) => reports?.steps.some(({ action }) => action === step));
}
function lines(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
}

// EXTERNAL MODULE: ./build/report/markup.js
var markup = __webpack_require__(9271);
// EXTERNAL MODULE: ./build/report/reason-groups.js
var reason_groups = __webpack_require__(6716);
// EXTERNAL MODULE: ./build/report/summary-content.js
var summary_content = __webpack_require__(3539);
;// CONCATENATED MODULE: ./build/actions/report/next-run.js
/** The form of a new run takes no longer list. */
const MAX_IDS = 500;
/**
 * The command of the GitHub CLI that starts the workflow of this run again; undefined where the runner
 * does not name the workflow, or for a list that is too long.
 */
function nextRunCommand(environment, { ids, inputs, isComplete }) {
    const workflow = workflowOf(environment['GITHUB_WORKFLOW_REF'] ?? '');
    if (workflow === undefined || ids.length > MAX_IDS)
        return undefined;
    const { branch, file, repository } = workflow;
    const fields = [
        ...inputs,
        ...(ids.length === 0 ? [] : [`server_ids=${ids.join(',')}`, `complete=${String(isComplete)}`]),
    ];
    return [
        `gh workflow run ${file} --repo ${repository} --ref ${branch}`,
        ...fields.map((field) => `-f ${field}`),
    ].join(' ');
}
/** Parts of `octo/fleet/.github/workflows/rotation.yml@refs/heads/main`, without what a shell would read. */
function workflowOf(reference) {
    if (reference.length > 1_000)
        return undefined;
    const [path = '', ref = '', ...more] = reference.split('@');
    const [owner = '', name = '', , , file = '', ...deeper] = path.split('/');
    const branch = ref.replace(/^refs\/(?:heads|tags)\//, '');
    const parts = [owner, name, file, ...branch.split('/')];
    const isPlain = parts.every((part) => /^[\w.-]+$/.test(part) && !part.startsWith('-'));
    if (!isPlain || more.length > 0 || deeper.length > 0)
        return undefined;
    return { repository: `${owner}/${name}`, file, branch };
}

;// CONCATENATED MODULE: ./build/actions/report/summary.js








const DONE = {
    ready: 'The server is ready',
    accepted: 'The reset was accepted',
    restarted: 'The reset was accepted, and the server restarted',
    stopped: 'The reset was accepted; the server is stopped and takes the password at its next start',
    verified: 'The server restarted, and a login with the new password succeeded',
};
/**
 * The job summary of a whole rotation.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
function rotationSummary(report, environment, reportFile) {
    const { counts, dryRun, names, results } = report;
    const isWritten = reportFile !== '';
    const command = commandOf(report, environment);
    return {
        headline: headlineOf(report),
        caption: dryRun === true ? (0,markup/* markup */.PT) `All steps, dry run` : (0,markup/* markup */.PT) `All steps`,
        counts: [
            { label: 'done', count: counts.done, square: summary_content/* SQUARES */.p.good },
            { label: 'not done', count: counts.not_done, square: summary_content/* SQUARES */.p.bad },
        ],
        paragraphs: paragraphsOf(report),
        steps: nextSteps(report, command !== undefined).map((step) => (0,markup/* markup */.PT) `${step}`),
        rerunLists: rerunLists(report),
        reasons: (0,reason_groups/* groupByReason */.H9)(results).map((group) => summary_reasonOf(group, report)),
        details: command === undefined ? [] : [{ title: 'Command for the next run', lines: [command] }],
        tables: [],
        lists: [],
        names,
        whereAllIs: isWritten
            ? (0,markup/* markup */.PT) `The report file has all of them, if the workflow keeps it.`
            : (0,markup/* markup */.PT) ``,
        notes: isWritten ? [] : [(0,markup/* markup */.PT) `**The report file could not be written, so the step failed.**`],
    };
}
function headlineOf(report) {
    const { counts, dryRun, password } = report;
    if (counts.requested === 0)
        return (0,markup/* markup */.PT) `\u274c No server was selected`;
    if (counts.not_done > 0) {
        const need = counts.not_done === 1 ? 'needs' : 'need';
        return (0,markup/* markup */.PT) `\u274c ${counts.not_done} of ${(0,report_report/* servers */.b0)(counts.requested)} still ${need} you`;
    }
    if (!isSuccess(report))
        return (0,markup/* markup */.PT) `\u274c The new password is not promoted`;
    if (password === 'not_due')
        return (0,markup/* markup */.PT) `\u2705 Nothing to do: no new password is due`;
    if (dryRun === true)
        return (0,markup/* markup */.PT) `\u2705 Dry run: ${(0,report_report/* servers */.b0)(counts.done)} passed the check`;
    return (0,markup/* markup */.PT) `\u2705 Done: ${(0,report_report/* servers */.b0)(counts.done)}`;
}
function paragraphsOf(report) {
    const { dryRun, isChanged, password } = report;
    const sentence = passwordSentence(report);
    const paragraphs = sentence === '' ? [] : [(0,markup/* markup */.PT) `${sentence}`];
    if (dryRun === true)
        return paragraphs;
    if (!isChanged && password !== 'not_due') {
        return [...paragraphs, (0,markup/* markup */.PT) `No server accepted a reset: all servers keep their password.`];
    }
    if (password === 'pending' || password === 'promote_failed') {
        paragraphs.push((0,markup/* markup */.PT) `Servers have the new password or the one in force before, and both are in the secret store (stages pending and SYSCURRENT). Delete neither.`);
    }
    return paragraphs;
}
function rerunLists(report) {
    const { counts } = report;
    if (counts.not_done === 0)
        return [];
    return [
        {
            title: `Not done: ${(0,report_report/* servers */.b0)(counts.not_done)}`,
            count: counts.not_done,
            ids: (0,report_report/* remainingIds */.Ly)(report),
        },
    ];
}
/** The command for the next run; undefined where there is none, or nothing to do. */
function commandOf(report, environment) {
    const { counts, dryRun, isChanged, password, settings } = report;
    const isLeft = counts.not_done > 0;
    if (dryRun === true || (!isLeft && password !== 'pending'))
        return undefined;
    const ids = isLeft ? (0,report_report/* remainingIds */.Ly)(report) : Iterator.from(report.results).map(({ id }) => id);
    return nextRunCommand(environment, {
        ids: isChanged ? Array.from(ids) : [],
        inputs: settings.nextInputs,
        isComplete: !isLeft || settings.coversAll,
    });
}
function summary_reasonOf({ count, ids, outcome, reason, requestIds, word = '' }, { dryRun }) {
    const isDone = outcome === 'done';
    const done = dryRun === true && word === 'accepted' ? 'The server passed the check' : DONE[word];
    return {
        square: isDone ? summary_content/* SQUARES */.p.good : summary_content/* SQUARES */.p.bad,
        outcome: isDone ? word : 'not done',
        count,
        what: isDone ? (done ?? word) : (reason?.message ?? word),
        code: isDone ? undefined : (reason?.code ?? word),
        docs: isDone ? undefined : docsOf(word, reason?.code),
        advice: reason?.advice ?? '',
        ids,
        requestIds,
    };
}
/** The place of a reason, which begins with the name of its step, below docs/. */
function docsOf(word, code) {
    if (code !== undefined)
        return (0,docs_address/* docsOfCode */.k)(code);
    const [step = '', ...reason] = word.split('_');
    const hasPage = step === 'select' || step === 'restart' || step === 'verify';
    return hasPage && reason.join('_') !== 'missing'
        ? `troubleshooting/${step}.md#${reason.join('_')}`
        : 'troubleshooting/report.md';
}

;// CONCATENATED MODULE: ./build/actions/report/run.js









/**
 * Reports on every server after several steps, by their report files. It sends no request and changes
 * nothing.
 */
async function run(context) {
    const { clock, core, environment } = context;
    const { inputs, secrets, started } = (0,start/* startAction */.R)(context);
    const settings = await readSettings(inputs);
    if (settings === undefined) {
        await (0,start/* failInputs */.U)(context, inputs, 'All steps');
        return;
    }
    const report = rotationReport(settings, secrets, (0,report_report/* runFacts */.pI)(environment, started, clock.now()));
    const command = commandOf(report, environment);
    await (0,publish/* publish */.mk)(core, environment, {
        report,
        passes: isSuccess(report),
        conclusion: conclusionOf(report),
        nextStep: nextSteps(report, command !== undefined).join(' '),
        summary: (reportFile) => (0,summary/* renderSummary */.B)(rotationSummary(report, environment, reportFile), (0,docs_address/* docsAddress */.y)(environment)),
    });
}


/***/ }),

/***/ 4532:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   G: () => (/* binding */ readTextFile),
/* harmony export */   e: () => (/* binding */ pathInWorkspace)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var node_fs_promises__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1455);
/* harmony import */ var node_path__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6760);
/* harmony import */ var _github_core_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8911);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(395);





/** A list of 100,000 servers as JSON objects is much smaller. */
const MAX_FILE_BYTES = 32 * 1024 * 1024;
/**
 * Reads a text file that an input names. Only files in the workspace and in the runner's folder for
 * temporary files are read, with links resolved, so that an untrusted path cannot make the action read
 * another file of the machine.
 *
 * @returns the text, or a problem in words that follow the name of the input
 */
async function readTextFile(path, environment) {
    const folders = readableFolders(environment);
    const file = await locate(path, folders);
    if (!file.ok)
        return file;
    const bytes = await readBytes(file.value);
    if (!bytes.ok)
        return bytes;
    const text = decodeUtf8(bytes.value);
    if (text === undefined) {
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)('names a file that is not UTF-8 text: write it again as UTF-8');
    }
    return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .success */ .k)(text);
}
/**
 * The path of a file relative to the workspace, with slashes and with links resolved, as annotations
 * name it; undefined for a file elsewhere.
 */
async function pathInWorkspace(path, environment) {
    const workspace = environment['GITHUB_WORKSPACE'] ?? '';
    if (workspace === '' || path.includes('\0'))
        return undefined;
    const [folder, file] = await Promise.all([workspace, (0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(workspace, path)].map((name) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(name).catch(() => undefined)));
    if (folder === undefined || file === undefined || !isInside(file, folder))
        return undefined;
    return (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(folder, file).replaceAll(node_path__WEBPACK_IMPORTED_MODULE_2__.sep, '/');
}
/** A relative path starts at the first folder. */
function readableFolders(environment) {
    const workspace = environment['GITHUB_WORKSPACE'] ?? '';
    return [...(workspace === '' ? [] : [workspace]), (0,_github_core_js__WEBPACK_IMPORTED_MODULE_3__/* .tempFolder */ .vg)(environment)];
}
async function readBytes(file) {
    try {
        // Not blocking, so that a named pipe cannot make the run hang.
        const handle = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.open)(file, node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_RDONLY | (node_fs__WEBPACK_IMPORTED_MODULE_0__.constants.O_NONBLOCK || 0));
        try {
            const info = await handle.stat();
            if (!info.isFile())
                return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)('is not a file');
            return info.size > MAX_FILE_BYTES
                ? (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)('is larger than 32 MiB: is it the right file?')
                : (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .success */ .k)(await handle.readFile());
        }
        finally {
            await handle.close();
        }
    }
    catch {
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)('names a file that cannot be read: check its permissions');
    }
}
function decodeUtf8(bytes) {
    try {
        return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    }
    catch {
        return undefined;
    }
}
async function locate(path, folders) {
    if (path.includes('\0'))
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)('is not a path');
    const real = await Promise.all(folders.map((folder) => (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)(folder).catch(() => undefined)));
    const file = await (0,node_fs_promises__WEBPACK_IMPORTED_MODULE_1__.realpath)((0,node_path__WEBPACK_IMPORTED_MODULE_2__.resolve)(folders[0] ?? '.', path)).catch(() => undefined);
    if (file === undefined) {
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)('names a file that does not exist: check the path (a relative one starts at the workspace)');
    }
    return real.some((folder) => folder !== undefined && isInside(file, folder))
        ? (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .success */ .k)(file)
        : (0,_result_js__WEBPACK_IMPORTED_MODULE_4__/* .failure */ .V)('is outside the workspace and RUNNER_TEMP: write the file into one of these folders');
}
function isInside(file, folder) {
    const path = (0,node_path__WEBPACK_IMPORTED_MODULE_2__.relative)(folder, file);
    return path !== '' && path !== '..' && !path.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_2__.sep}`) && !(0,node_path__WEBPACK_IMPORTED_MODULE_2__.isAbsolute)(path);
}


/***/ }),

/***/ 3539:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   p: () => (/* binding */ SQUARES)
/* harmony export */ });
/**
 * Squares of the bar. Green is for what is done and blue for what still waits for something, so a reset
 * that was accepted is blue.
 */
const SQUARES = {
    good: '\ud83d\udfe9',
    waiting: '\ud83d\udfe6',
    bad: '\ud83d\udfe5',
    unknown: '\ud83d\udfe8',
    untouched: '\u2b1c',
    aside: '\ud83d\udfea',
};


/***/ })

};
