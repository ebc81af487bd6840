export const id = 843;
export const ids = [843];
export const modules = {

/***/ 843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/github/core.js + 9 modules
var github_core = __webpack_require__(2471);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
;// CONCATENATED MODULE: ./build/huaweicloud/proxy-choice.js

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
    const version = (0,external_node_net_.isIP)(host);
    if (version === 0 || (0,external_node_net_.isIP)(network) !== version || !/^\d{1,3}$/.test(prefix))
        return false;
    if (Number(prefix) > (version === 4 ? 32 : 128))
        return false;
    const family = version === 4 ? 'ipv4' : 'ipv6';
    const block = new external_node_net_.BlockList();
    block.addSubnet(network, Number(prefix), family);
    return block.check(host, family);
}

;// CONCATENATED MODULE: ./build/inputs/proxies.js

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
    const used = new Set(urls.map((url) => proxyFor(url, proxies)));
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

;// CONCATENATED MODULE: ./build/inputs/endpoint-url.js
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
        return 'is not https: write https://… (http is accepted only for this machine itself)';
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

;// CONCATENATED MODULE: ./build/auth/id-token-source.js

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
    return isProtected(url) ? { kind: 'source', source: { url, bearer } } : { kind: 'invalid' };
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

;// CONCATENATED MODULE: ./build/auth/known-secrets.js




/**
 * Masks everything in the environment that may be a secret, used or not, valid or not. It runs before
 * anything is printed and before the inputs are checked.
 */
function maskKnownSecrets(secrets, environment) {
    const values = [
        ...['password', ...CREDENTIAL_INPUTS].map((name) => (0,github_core/* readInput */.R5)(environment, name)),
        ...[...CREDENTIAL_VARIABLES, ID_TOKEN_REQUEST_TOKEN].map((name) => environment[name] ?? ''),
        ...proxySecrets(environment),
    ];
    for (const value of values)
        secrets.mask(value);
}

;// CONCATENATED MODULE: ./build/fleet/ledger.js
function outcomeOf(entry) {
    if (entry.outcome === 'accepted')
        return 'accepted';
    return entry.underWay || entry.lost ? 'unknown' : entry.outcome;
}
function contradictionOf(result, id) {
    return 'contradicted' in result ? result.contradicted.get(id) : undefined;
}
function recordLost(entry, reason) {
    entry.lost = true;
    entry.outcome = 'unknown';
    entry.reason = reason;
}
/**
 * What is known about every server at this moment. It is written before a request leaves and after
 * each response, so that the run can end at any moment, for whatever reason, and still be reported.
 */
class Ledger {
    #entries = new Map();
    #counts = { accepted: 0, failed: 0, unknown: 0, not_sent: 0 };
    #unknownAdvice;
    /** The same reason with `unknownAdvice`, made once for all the servers that share it. */
    #unknownReasons = new WeakMap();
    /** @param unknownAdvice what to do about a server that ends `unknown` */
    constructor(ids, unknownAdvice) {
        this.#unknownAdvice = unknownAdvice;
        for (const id of ids) {
            this.#entries.set(id, {
                outcome: 'not_sent',
                reason: undefined,
                requestId: undefined,
                underWay: false,
                lost: false,
                unnamed: false,
            });
        }
        this.#counts.not_sent = this.#entries.size;
    }
    /** A request with these servers is about to leave. */
    sending(ids) {
        for (const id of ids) {
            this.#change(id, (entry) => {
                entry.underWay = true;
            });
        }
    }
    /** The result of a request with these servers. */
    record(ids, result) {
        for (const id of ids) {
            this.#change(id, (entry) => {
                entry.underWay = false;
                const contradiction = contradictionOf(result, id);
                if (contradiction === undefined)
                    this.#recordResult(entry, id, result, ids.length === 1);
                else
                    recordLost(entry, contradiction);
            });
        }
    }
    /**
     * The final result of every server, in the order of the request.
     *
     * @param stopped why servers that were never sent were not sent
     */
    *results(stopped) {
        for (const [id, entry] of this.#entries) {
            const outcome = outcomeOf(entry);
            if (outcome === 'accepted') {
                const { requestId } = entry;
                yield requestId === undefined ? { id, outcome } : { id, outcome, requestId };
            }
            else {
                yield { id, outcome, reason: entry.reason ?? stopped };
            }
        }
    }
    /** The servers that are unknown now, in the order of the request. */
    unknownIds() {
        return [...this.#entries]
            .filter(([, entry]) => outcomeOf(entry) === 'unknown')
            .map(([id]) => id);
    }
    counts() {
        return { ...this.#counts, requested: this.#entries.size };
    }
    #change(id, change) {
        const entry = this.#entries.get(id);
        if (entry === undefined)
            throw new Error(`server ${id} is not in the ledger`);
        this.#counts[outcomeOf(entry)] -= 1;
        change(entry);
        this.#counts[outcomeOf(entry)] += 1;
    }
    #recordResult(entry, id, result, alone) {
        switch (result.kind) {
            case 'per_server':
                this.#recordPerServer(entry, id, result);
                break;
            case 'refused': {
                const isFinal = result.scope === 'server' && result.retry === undefined && alone;
                entry.outcome = entry.unnamed && !isFinal ? 'unknown' : 'failed';
                entry.reason = this.#reasonFor(entry, result.reason);
                break;
            }
            case 'lost':
                recordLost(entry, result.reason);
                break;
            case 'not_sent':
                // A server that was refused before was sent before, and that refusal stays.
                if (entry.outcome === 'not_sent')
                    entry.reason = result.reason;
                break;
        }
    }
    #recordPerServer(entry, id, result) {
        if (result.accepted.has(id)) {
            entry.outcome = 'accepted';
            entry.reason = undefined;
            entry.requestId = result.requestId;
            return;
        }
        const failure = result.failed.get(id);
        entry.unnamed = failure === undefined || (entry.unnamed && failure.retry !== undefined);
        entry.outcome = entry.unnamed ? 'unknown' : 'failed';
        entry.reason = this.#reasonFor(entry, failure?.reason ?? result.reason);
    }
    /** The advice of a later refusal would mislead where an earlier request may have taken effect. */
    #reasonFor(entry, reason) {
        if (outcomeOf(entry) !== 'unknown')
            return reason;
        const known = this.#unknownReasons.get(reason);
        if (known !== undefined)
            return known;
        const changed = { ...reason, advice: this.#unknownAdvice };
        this.#unknownReasons.set(reason, changed);
        return changed;
    }
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./node_modules/zod/v4/mini/schemas.js + 5 modules
var schemas = __webpack_require__(8395);
// EXTERNAL MODULE: ./node_modules/zod/v4/core/api.js + 2 modules
var api = __webpack_require__(2306);
;// CONCATENATED MODULE: ./build/github/event.js


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
const Repository = schemas/* object */.Ikc({
    full_name: schemas/* string */.YjP(),
    default_branch: schemas/* optional */.lqM(schemas/* string */.YjP()),
});
const Check = schemas/* object */.Ikc({
    head_branch: schemas/* optional */.lqM(schemas/* unknown */.L5J()),
    pull_requests: schemas/* optional */.lqM(schemas/* unknown */.L5J()),
    check_suite: schemas/* nullish */.cl6(schemas/* object */.Ikc({ head_branch: schemas/* optional */.lqM(schemas/* unknown */.L5J()) })),
});
const Payload = schemas/* object */.Ikc({
    ref: schemas/* optional */.lqM(schemas/* unknown */.L5J()),
    repository: schemas/* optional */.lqM(Repository),
    // Other events have these too, as null where they do not apply.
    pull_request: schemas/* optional */.lqM(schemas/* unknown */.L5J()),
    issue: schemas/* nullish */.cl6(schemas/* object */.Ikc({ pull_request: schemas/* optional */.lqM(schemas/* unknown */.L5J()) })),
    client_payload: schemas/* optional */.lqM(schemas/* unknown */.L5J()),
    check_run: schemas/* nullish */.cl6(Check),
    check_suite: schemas/* nullish */.cl6(Check),
    workflow_run: schemas/* nullish */.cl6(schemas/* object */.Ikc({
        event: schemas/* string */.YjP(),
        head_branch: schemas/* nullish */.cl6(schemas/* string */.YjP()),
        head_repository: schemas/* nullable */.mee(schemas/* optional */.lqM(Repository)),
    })),
});
const ClientPayload = schemas/* object */.Ikc({ pull_request: schemas/* optional */.lqM(schemas/* unknown */.L5J()) });
const PullRequest = schemas/* object */.Ikc({ head: schemas/* object */.Ikc({ repo: schemas/* nullable */.mee(Repository) }) });
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
    if (eventPath === undefined || eventPath === '' || !(0,external_node_fs_.existsSync)(eventPath))
        return unreadable;
    try {
        const context = load();
        const name = schemas/* string */.YjP().check(api/* _minLength */.m9(1)).parse(context.eventName);
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

// EXTERNAL MODULE: ./build/report/log.js
var log = __webpack_require__(6945);
// EXTERNAL MODULE: ./build/report/report.js
var report_report = __webpack_require__(7177);
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
    return characters.length <= maxLength ? text : `${characters.slice(0, maxLength).join('')}…`;
}

;// CONCATENATED MODULE: ./build/inputs/input-advice.js
const CHECK_PROXY = 'HTTPS_PROXY, HTTP_PROXY and NO_PROXY';
/** What to do about failures, in the names of the inputs that all actions share. */
function adviceTexts(texts) {
    return {
        ...texts,
        tryAgainLater: `${texts.tryAgain}. If the error persists, contact the support of the cloud`,
        report: `Check the server IDs. ${texts.tryAgain}. If the error persists, report it with the request ID`,
        lookUpCode: 'Look the code up in the error codes of the ECS API reference, then run again',
        slowDown: `${texts.tryAgain} later, or with a lower concurrency`,
        batchPermission: 'One server outside the policy (by tag or enterprise project) is enough for a whole batch to be refused',
        checkProject: 'Check that project_id is the project of the servers, in the region of the endpoint, and that the credentials belong to it',
        checkCall: 'Check region (or endpoint) and project_id, and whether that cloud offers this call (the input api chooses another)',
        checkRegionAccess: 'Give the user access to the region, or check region and project_id',
        checkServers: 'Remove the ID from the list, or check region and project_id',
        checkTarget: 'Check the server IDs, region (or endpoint) and project_id',
        checkEndpoint: 'Check endpoint: it must be the address of the ECS service itself',
        checkCredentials: 'Check the credentials',
        checkKeysOrToken: 'Check access_key and secret_key (and security_token for temporary keys), or auth_token',
        checkAccessKey: 'Check access_key, and that it is enabled and belongs to this cloud',
        checkSecretKey: 'Check secret_key: it does not belong to access_key',
        checkToken: 'Check auth_token, or get a new one for the project, in the region of the endpoint',
        renewToken: 'Get a new token for the project of the servers, in the region of the endpoint',
        renewCredentials: 'Check the credentials, or get new ones',
        checkSession: 'This run signed in to get them, so check that region, endpoint, iam_endpoint and sts_endpoint belong to one cloud, and the clock of the runner',
        setClock: 'Set the clock of the runner: it may differ by 15 minutes at most',
        allowAddress: 'Allow the address of the runner, or use a runner whose address is allowed',
        allowConnection: 'Check region or endpoint, and whether a firewall blocks the connection',
        checkHostName: 'Check region or endpoint for a typing mistake, and the DNS of the runner',
        checkNetwork: 'Check region or endpoint, and the network of the runner',
        checkTimeout: 'Check request_timeout, and whether the runner can reach the endpoint',
        trustAuthority: 'Give the certificate authority of your cloud or proxy to the runner with NODE_EXTRA_CA_CERTS',
        checkCertificateName: 'Check the host name in region or endpoint, and whether a proxy or firewall responds in place of the service',
        renewCertificate: 'Renew the certificate of the endpoint or of the proxy that inspects the connection, and check the clock of the runner',
        checkClock: 'Check the clock of the runner, then the certificate of the endpoint',
        checkProtocol: 'Check the port and the scheme of endpoint',
        checkHandshake: 'Check which TLS versions the endpoint supports, whether its certificate is made for a server, and whether a proxy or firewall ends the connection',
        checkIntermediary: 'Check endpoint, and what a proxy, gateway or firewall between the runner and the service allows',
        checkProxyCredentials: 'Check the user name and the password in HTTPS_PROXY or HTTP_PROXY, percent-encoded',
        checkProxy: `Check ${CHECK_PROXY}, and what the proxy allows`,
        checkProxyToo: `a proxy is configured, so check ${CHECK_PROXY} too`,
    };
}

;// CONCATENATED MODULE: ./build/actions/reset/reset-advice.js

/** What to do about a server that may have been reset. */
const OUTCOME_UNKNOWN = 'Wait ten minutes, then run again for the unknown servers with the same password: repeating the same reset is harmless';
/** What to do about servers that are not accepted. */
const RUN_AGAIN = 'Run again with the remaining servers';
/** What to do about the failures of a reset. */
const RESET_ADVICE = adviceTexts({
    outcomeUnknown: OUTCOME_UNKNOWN,
    tryAgain: RUN_AGAIN,
    grantPermission: 'Grant the action ecs:cloudServers:resetServerPwd to the user or agency of the credentials',
    passwordForCheck: 'The service may require a password even for a check: give the input password',
    reduceBatchSize: 'Set batch_size to a smaller number',
});

;// CONCATENATED MODULE: ./build/actions/reset/conclusion.js

/** Whether the step passes: every server is accepted, or no request could be sent for a check. */
function isSuccess({ counts, skipReason }) {
    return skipReason !== undefined || counts.accepted === counts.requested;
}
/** The counts in one sentence. */
function countsSentence({ counts, dryRun, skipReason }) {
    const { accepted, failed, not_sent: notSent, requested, unknown } = counts;
    if (skipReason !== undefined)
        return `No request was sent for ${(0,report_report/* servers */.b0)(requested)}.`;
    const done = dryRun
        ? `${accepted} of ${(0,report_report/* servers */.b0)(requested)} passed the check`
        : `The reset of ${accepted} of ${(0,report_report/* servers */.b0)(requested)} was accepted`;
    const others = [
        failed > 0 ? `${failed} failed` : '',
        unknown > 0 ? `${unknown} unknown` : '',
        notSent > 0 ? `${notSent} not sent` : '',
    ].filter((part) => part !== '');
    return `${[done, ...others].join(', ')}.`;
}
/** What to do next, in one sentence or a few. */
function nextStep({ counts, dryRun, results, skipReason }) {
    const { accepted, failed, not_sent: notSent, unknown } = counts;
    if (skipReason !== undefined) {
        return 'Nothing was changed and nothing was checked at the service: that takes a run with credentials and an API that has a dry run.';
    }
    const remaining = failed + notSent;
    const sentences = [];
    if (dryRun)
        sentences.push('Nothing was changed: this was a dry run.');
    else if (accepted > 0) {
        sentences.push('Restart the accepted servers (output restart_required_server_ids): the new password works only after the next start or restart. The service does not report whether the change succeeded inside a server.');
    }
    if (unknown > 0) {
        sentences.push('For the unknown servers (unknown_server_ids) wait ten minutes, then run again with the same password.');
    }
    if (remaining > 0) {
        const isWeak = Iterator.from(results).some(({ reason }) => reason?.code === 'Ecs.0011');
        const again = isWeak ? 'run again' : 'run again with the same password';
        sentences.push(`For the servers in remaining_server_ids fix the cause shown for them, then ${again}.`);
    }
    return sentences.join(' ');
}

;// CONCATENATED MODULE: ./build/actions/reset/log.js



/** Runs of more batches report progress now and then instead of after each batch. */
const MAX_PROGRESS_LINES = 100;
/** Says what the run will do, before anything is sent. */
function logPlan(core, settings, batches) {
    const { api, dryRun, duplicates, requests } = settings;
    core.notice(settings.notice, { title: report_report/* TITLE */.ly });
    for (const warning of settings.warnings)
        core.warning(warning, { title: report_report/* TITLE */.ly });
    if (duplicates > 0)
        core.info(`Duplicates left out of the list: ${duplicates}.`);
    if (requests.kind === 'skipped') {
        core.warning(`No request was sent: ${requests.skipReason}.`, { title: report_report/* TITLE */.ly });
        return;
    }
    const { endpoint, source } = requests.target;
    const verb = dryRun ? 'Checking' : 'Resetting the password of';
    const calls = `${batches} ${batches === 1 ? 'call' : 'calls'}`;
    core.info(`${verb} ${(0,report_report/* servers */.b0)(settings.servers.length)} at ${endpoint} in ${calls} (api: ${api}).`);
    core.info(`Credentials: ${source}.`);
}
/** Logs the progress of a run. */
function progressLog(core, ledger, batchSize) {
    let settled = 0;
    return {
        waiting({ allCalls, attempt, reason, servers: count, waitMs }) {
            core.info(`${(0,log/* describeReason */.Gk)(reason)}. Attempt ${attempt} for ${(0,report_report/* servers */.b0)(count)} failed; the next one begins in ${(0,log/* seconds */.YA)(waitMs)}${allCalls ? ', and no other call before that' : ''}.`);
        },
        gaveUp({ reason, servers: count, waitMs }) {
            core.info(`${(0,log/* describeReason */.Gk)(reason)}. No further attempt for ${(0,report_report/* servers */.b0)(count)}: it would begin in ${(0,log/* seconds */.YA)(waitMs)}, after the end of timeout.`);
        },
        splitting({ reason, servers: count }) {
            core.info(`${(0,log/* describeReason */.Gk)(reason)}. Sending the ${(0,report_report/* servers */.b0)(count)} again in two halves.`);
        },
        resendingRest({ reason, servers: count }) {
            core.info(`${(0,log/* describeReason */.Gk)(reason)}. Sending the other ${(0,report_report/* servers */.b0)(count)} again.`);
        },
        waitingForServers({ servers: count, waitMs }) {
            core.info(`${(0,report_report/* servers */.b0)(count)} ${count === 1 ? 'is' : 'are'} busy or not ready yet. Sending ${count === 1 ? 'it' : 'them'} again in ${(0,log/* seconds */.YA)(waitMs)}.`);
        },
        resendingUnknown({ servers: count, waitMs }) {
            core.info(`${(0,report_report/* servers */.b0)(count)} ${count === 1 ? 'is' : 'are'} unknown. Sending ${count === 1 ? 'it' : 'them'} once more in ${(0,log/* seconds */.YA)(waitMs)}.`);
        },
        settled({ batches }) {
            settled += 1;
            const every = Math.ceil(batches / MAX_PROGRESS_LINES);
            if (settled % every !== 0 && settled !== batches)
                return;
            const { accepted, failed, requested } = ledger.counts();
            const unit = batchSize === 1 ? 'Servers' : 'Batches';
            core.info(`${unit} done: ${settled} of ${batches}. So far ${accepted} accepted, ${failed} failed, ${requested - accepted - failed} open.`);
        },
    };
}
/**
 * Logs the result: an annotation for each reason, the counts, what to do next.
 *
 * @param unwritten parts of the report that later steps need and that could not be written
 */
function logReport(core, report, unwritten) {
    if (report.skipReason === undefined)
        (0,log/* logFailures */.yn)(core, report);
    const sentences = [
        countsSentence(report),
        ...unwritten.map((part) => `${part} could not be written.`),
    ];
    if (isSuccess(report) && unwritten.length === 0)
        core.info(sentences.join(' '));
    else
        core.setFailed(sentences.join(' '));
    core.info(nextStep(report));
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./build/report/report-files.js



/** Lines written at once, so that the file of a large fleet is never in memory as a whole. */
const LINES_AT_ONCE = 2_000;
/**
 * Writes the whole result, for `actions/upload-artifact`, and the list for the next run. Neither
 * contains a secret or a hash of one.
 *
 * @param folder an existing folder; a new one is created in it, so that two steps of a job use different ones
 */
async function writeReportFiles(folder, report) {
    const own = await (0,promises_.mkdtemp)((0,external_node_path_.join)(folder, 'reset-ecs-passwords-'));
    const files = {
        report: (0,external_node_path_.join)(own, 'report.json'),
        remaining: (0,external_node_path_.join)(own, 'remaining-server-ids.txt'),
    };
    await writeLines(files.report, reportLines(report));
    await writeLines(files.remaining, (0,report_report/* remainingIds */.Ly)(report));
    return files;
}
function* reportLines(report) {
    const { counts, dryRun, names, results, run } = report;
    const head = JSON.stringify({ version: 1, action: 'reset', dry_run: dryRun, counts });
    yield `${head.slice(0, -1)},"servers":[`;
    let separator = '';
    for (const result of results) {
        yield `${separator}${JSON.stringify(server(result, names.get(result.id)))}`;
        separator = ',';
    }
    yield `],"run":${JSON.stringify(run)}}`;
}
/** Members that are undefined are left out of JSON. */
function server({ id, outcome, reason, requestId }, name) {
    return {
        id,
        name,
        outcome,
        code: reason?.code,
        message: reason?.message,
        request_id: reason?.requestId ?? requestId,
    };
}
async function writeLines(path, lines) {
    const file = await (0,promises_.open)(path, 'wx', 0o600);
    try {
        let piece = [];
        const flush = async () => {
            await file.appendFile(piece.map((line) => `${line}\n`).join(''));
            piece = [];
        };
        for (const line of lines) {
            piece.push(line);
            if (piece.length >= LINES_AT_ONCE)
                await flush();
        }
        await flush();
    }
    finally {
        await file.close();
    }
}

;// CONCATENATED MODULE: ./build/actions/reset/outputs.js

/**
 * All outputs of a job together may hold 1 MB in UTF-16, so lists that would take most of it stay
 * empty. An empty text is not valid JSON: a later step that reads it as a list fails instead of
 * finding nothing to do.
 */
const MAX_LIST_CHARACTERS = 400_000;
/** A UUID with its quotation marks and a comma. */
const CHARACTERS_PER_ID = 39;
/** The characters of the shortest entry in `results`. */
const MIN_RESULT = 55;
/** Sets every output of `action.yml`. */
function setOutputs(core, report, files) {
    const { counts, dryRun } = report;
    const { lists, results, truncated } = listsWithinLimit(report);
    for (const [name, text] of Object.entries(lists))
        core.setOutput(name, text);
    core.setOutput('results', results);
    for (const [name, count] of Object.entries(counts))
        core.setOutput(`${name}_count`, String(count));
    core.setOutput('dry_run', String(dryRun));
    core.setOutput('report_file', files.report);
    core.setOutput('remaining_server_ids_file', files.remaining);
    core.setOutput('outputs_truncated', truncated);
    if (truncated !== 'false')
        warnOfTruncation(core, truncated, files);
}
/** Measured before it is built: the lists of a large fleet would only be dropped. */
function listsWithinLimit(report) {
    const { counts, dryRun } = report;
    const { accepted, failed, not_sent: notSent, requested } = counts;
    // Each server is in the list of its outcome, and most of them in a second one.
    const entries = requested + failed + notSent + (dryRun ? 0 : accepted);
    if (entries * CHARACTERS_PER_ID > MAX_LIST_CHARACTERS) {
        return { lists: EMPTY_LISTS, results: '', truncated: 'all' };
    }
    const lists = listsOf(report);
    const size = Object.values(lists).reduce((sum, text) => sum + text.length, 0);
    const results = resultsWithin(report, MAX_LIST_CHARACTERS - size);
    return results === undefined
        ? { lists, results: '', truncated: 'results' }
        : { lists, results, truncated: 'false' };
}
const EMPTY_LISTS = {
    accepted_server_ids: '',
    failed_server_ids: '',
    unknown_server_ids: '',
    not_sent_server_ids: '',
    remaining_server_ids: '',
    restart_required_server_ids: '',
};
function listsOf(report) {
    const { dryRun, results } = report;
    const accepted = idsOf(results, 'accepted');
    return {
        accepted_server_ids: accepted,
        failed_server_ids: idsOf(results, 'failed'),
        unknown_server_ids: idsOf(results, 'unknown'),
        not_sent_server_ids: idsOf(results, 'not_sent'),
        remaining_server_ids: JSON.stringify([...(0,report_report/* remainingIds */.Ly)(report)]),
        restart_required_server_ids: dryRun ? '[]' : accepted,
    };
}
function resultsWithin({ counts, results }, max) {
    if (counts.requested * MIN_RESULT > max)
        return undefined;
    const text = JSON.stringify(Array.from(results, outputs_compact));
    return text.length <= max ? text : undefined;
}
function warnOfTruncation(core, truncated, files) {
    const what = truncated === 'all'
        ? 'The lists in the outputs are empty, because they would be longer than the outputs of a job may be.'
        : 'The output results is empty, because it would be longer than the outputs of a job may be. The lists of IDs are complete.';
    const where = files.report === ''
        ? 'The files with the whole result could not be written either.'
        : 'The whole result is in the files that report_file and remaining_server_ids_file name.';
    core.warning(`${what} ${where}`, { title: report_report/* TITLE */.ly });
}
function idsOf(results, wanted) {
    const ids = Iterator.from(results)
        .filter(({ outcome }) => outcome === wanted)
        .map(({ id }) => id);
    return JSON.stringify([...ids]);
}
/**
 * No free text, no region and no project: an earlier step may have masked such a word, and the
 * runner drops a job output that holds a masked word.
 */
function outputs_compact({ id, outcome, reason }) {
    // Members that are undefined are left out of JSON.
    return { id, outcome, code: reason?.code, request_id: reason?.requestId };
}

;// CONCATENATED MODULE: ./build/fleet/outcome.js
/** What became of one server. Every requested server ends in exactly one of these. */
const OUTCOMES = ['accepted', 'failed', 'unknown', 'not_sent'];

;// CONCATENATED MODULE: ./build/report/markup.js
/**
 * Escapes text for Markdown and HTML alike: everything but letters, digits, blanks and `.,_-` becomes
 * a numeric entity, so that it is never read as markup.
 */
function asMarkup(text) {
    return text.replace(/[^A-Za-z0-9 .,_-]/gu, (character) => `&#${String(character.codePointAt(0))};`);
}

;// CONCATENATED MODULE: ./build/actions/reset/summary.js




const MAX_ROWS = 500;
const MAX_ACCEPTED_IDS = 5_000;
/** The runner drops a summary of more than 1 MiB as a whole; the rows may take a little more than half of it. */
const MAX_ROW_CHARACTERS = 600_000;
/** The list of accepted servers with their names. */
const summary_MAX_LIST_CHARACTERS = 300_000;
const MEANINGS = {
    accepted: 'the service named the server as accepted',
    failed: 'the service refused the server, or the call it was in',
    unknown: 'the request may have reached the service, and nothing tells what became of it',
    not_sent: 'the server was in no request',
};
/**
 * The job summary, as Markdown: the counts, the servers that need action, and the accepted ones in a
 * folded list.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
function renderSummary(report, reportFile) {
    const { counts, dryRun } = report;
    const title = dryRun ? 'Check of a password reset (dry run)' : 'Password reset';
    const whole = reportFile === ''
        ? 'The file with the whole result could not be written.'
        : `The whole result is in ${asMarkup(reportFile)}.`;
    const isGood = isSuccess(report) && reportFile !== '';
    return [
        `## ${isGood ? (report.skipReason === undefined ? '✅' : '⚠️') : '❌'} ${title}`,
        report.skipReason === undefined
            ? ''
            : `**No request was sent: ${asMarkup(report.skipReason)}.**`,
        `**${countsSentence(report)}** ${nextStep(report)}`,
        [
            '| Outcome | Servers | Meaning |',
            '| --- | ---: | --- |',
            ...OUTCOMES.map((outcome) => `| ${outcome.replace('_', ' ')} | ${counts[outcome]} | ${meaning(outcome, dryRun)} |`),
            `| **requested** | **${counts.requested}** | |`,
        ].join('\n'),
        notAccepted(report, whole),
        accepted(report, whole),
        whole,
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}
function meaning(outcome, dryRun) {
    return outcome === 'accepted' && dryRun
        ? 'the server passed the check of the service'
        : MEANINGS[outcome];
}
function notAccepted({ counts, names, skipReason, results }, whole) {
    if (skipReason !== undefined)
        return '';
    const open = counts.requested - counts.accepted;
    if (open === 0)
        return '';
    const rows = [];
    let characters = 0;
    for (const result of results) {
        if (result.outcome === 'accepted')
            continue;
        if (rows.length === MAX_ROWS)
            break;
        const line = row(result, names);
        characters += line.length;
        if (characters > MAX_ROW_CHARACTERS)
            break;
        rows.push(line);
    }
    const more = open - rows.length;
    return [
        '### Not accepted\n',
        '| Server | Outcome | Code | What happened | What to do | Request ID |',
        '| --- | --- | --- | --- | --- | --- |',
        ...rows,
        ...(more > 0 ? [`\n${(0,report_report/* servers */.b0)(more)} more left out here. ${whole}`] : []),
    ].join('\n');
}
function row({ id, outcome, reason }, names) {
    const cells = [
        (0,report_report/* serverLabel */.KM)(id, names),
        outcome.replace('_', ' '),
        reason?.code ?? '',
        reason?.message ?? '',
        reason?.advice ?? '',
        reason?.requestId ?? '',
    ];
    return `| ${cells.map(asMarkup).join(' | ')} |`;
}
function accepted({ counts, names, results }, whole) {
    if (counts.accepted === 0)
        return '';
    const lines = [];
    let characters = 0;
    for (const { id, outcome } of results) {
        if (lines.length >= MAX_ACCEPTED_IDS || characters > summary_MAX_LIST_CHARACTERS)
            break;
        if (outcome !== 'accepted')
            continue;
        const line = listLine(id, names.get(id));
        characters += line.length + 1;
        lines.push(line);
    }
    const more = counts.accepted - lines.length;
    return [
        `<details><summary>Accepted: ${(0,report_report/* servers */.b0)(counts.accepted)}</summary>\n`,
        '<pre>',
        ...lines,
        '</pre>',
        ...(more > 0 ? [`\n${(0,report_report/* servers */.b0)(more)} more left out here. ${whole}`] : []),
        '\n</details>',
    ].join('\n');
}
/** A line that can be copied into `server_ids`, where the name is a comment. */
function listLine(id, name) {
    return name === undefined ? id : `${id} # ${asMarkup(name)}`;
}

;// CONCATENATED MODULE: ./build/actions/reset/publish.js








/**
 * Writes report files, outputs, job summary and the end of the log. Each part is written even when
 * another one fails.
 */
async function publish(core, environment, report) {
    const unwritten = [];
    let files = { report: '', remaining: '' };
    try {
        files = await writeReportFiles((0,github_core/* tempFolder */.vg)(environment), report);
    }
    catch {
        unwritten.push('The report files');
    }
    try {
        setOutputs(core, report, files);
    }
    catch {
        unwritten.push('The outputs');
    }
    try {
        await core.summary.addRaw(renderSummary(report, files.report), true).write();
    }
    catch {
        // No later step depends on the summary, so the step does not fail without it.
        core.warning('The job summary could not be written.', { title: report_report/* TITLE */.ly });
    }
    if (files.report !== '')
        core.info(`The whole result: ${files.report}`);
    logReport(core, report, unwritten);
    if (!isSuccess(report))
        (0,log/* logHelp */.Gl)(core, environment);
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/huaweicloud/signing.js

const ALGORITHM = 'SDK-HMAC-SHA256';
/**
 * Signs a request with an access key, permanent or temporary, by `SDK-HMAC-SHA256`
 * (API Request Signing Guide of Huawei Cloud, "AK/SK signing algorithm").
 *
 * @param now the time of the signature; the gateway allows 15 minutes of difference
 * @returns the headers to send: those of the request, `X-Sdk-Date` and `Authorization`
 */
function sign(request, key, now) {
    const date = now.toISOString().replace(/[-:]|\.\d{3}/g, '');
    const headers = { ...request.headers, 'X-Sdk-Date': date };
    const signed = Object.entries({ ...headers, host: request.url.host })
        .map(([name, value]) => [name.toLowerCase(), value.trim()])
        .sort(([a], [b]) => compare(a, b));
    const names = signed.map(([name]) => name).join(';');
    const canonicalRequest = [
        request.method.toUpperCase(),
        canonicalPath(request.url.pathname),
        canonicalQuery(request.url.searchParams),
        signed.map(([name, value]) => `${name}:${value}\n`).join(''),
        names,
        sha256(request.body),
    ].join('\n');
    const stringToSign = [ALGORITHM, date, sha256(canonicalRequest)].join('\n');
    const signature = (0,external_node_crypto_.createHmac)('sha256', key.secretKey).update(stringToSign).digest('hex');
    return {
        ...headers,
        Authorization: `${ALGORITHM} Access=${key.accessKey}, SignedHeaders=${names}, Signature=${signature}`,
    };
}
/** The path is signed with a slash at its end, which the request itself does not have. */
function canonicalPath(path) {
    const encoded = path
        .split('/')
        .map((segment) => percentEncode(decodeURIComponent(segment)))
        .join('/');
    return encoded.endsWith('/') ? encoded : `${encoded}/`;
}
function canonicalQuery(query) {
    return [...query]
        .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
        .map(([name, value]) => `${percentEncode(name)}=${percentEncode(value)}`)
        .join('&');
}
/** Percent-encodes all but the unreserved characters of RFC 3986, with capital hex digits. */
function percentEncode(text) {
    return encodeURIComponent(text).replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}
function compare(a, b) {
    return a < b ? -1 : a > b ? 1 : 0;
}
function sha256(text) {
    return (0,external_node_crypto_.createHash)('sha256').update(text).digest('hex');
}

;// CONCATENATED MODULE: ./build/huaweicloud/request-auth.js

/** The request with a token, or signed with the keys. */
function authenticated(unsigned, sender) {
    const { credentials, now, projectId, userAgent } = sender;
    if (credentials.kind === 'token') {
        const headers = { ...unsigned.headers, 'X-Auth-Token': credentials.token };
        return identified({ ...unsigned, headers }, userAgent);
    }
    const headers = {
        ...unsigned.headers,
        ...(projectId !== undefined && { 'X-Project-Id': projectId }),
        ...(credentials.securityToken !== undefined && {
            'X-Security-Token': credentials.securityToken,
        }),
    };
    const signed = sign({ ...unsigned, headers }, credentials, new Date(now()));
    // Added last and not signed, because a proxy may rewrite it.
    return identified({ ...unsigned, headers: signed }, userAgent);
}
/** The request with the name and version of the program. */
function identified(request, userAgent) {
    return { ...request, headers: { ...request.headers, 'User-Agent': userAgent } };
}

;// CONCATENATED MODULE: ./build/huaweicloud/schemas.js

/** A value for a header line; keys and tokens are never shorter. */
const HeaderText = schemas/* string */.YjP().check(api/* _regex */.Fk(/^[\x21-\x7e]{6,}$/));
/** As above, without `=` and comma, because it stands between them. */
const AccessKey = schemas/* string */.YjP().check(api/* _regex */.Fk(/^[\x21-\x2b\x2d-\x3c\x3e-\x7e]{6,}$/));
/**
 * A time of the services; without a zone it is UTC, as in all their examples. The form is checked
 * because the parser of JavaScript accepts nearly anything.
 */
const Time = schemas/* pipe */.FsL(schemas/* pipe */.FsL(schemas/* string */.YjP()
    .check(api/* _regex */.Fk(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/)), schemas/* transform */.pdi((text) => new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`))), schemas/* date */.p6U());
/** The body of a response by its schema; undefined when it does not match. */
function readBody(schema, { body }) {
    try {
        return schema.safeParse(JSON.parse(body)).data;
    }
    catch {
        // The parser's message quotes the text, so nothing of it is kept.
        return undefined;
    }
}

;// CONCATENATED MODULE: ./build/result.js
function success(value) {
    return { ok: true, value };
}
function failure(error) {
    return { ok: false, error };
}

;// CONCATENATED MODULE: ./build/retry/backoff.js
/** Base and cap of the exponential back-off, in milliseconds. */
const BASE_MS = 1_000;
const CAP_MS = 30_000;
/** Jitter on top of a minimum delay, so that the calls do not all return at the same moment. */
const JITTER_MS = 1_000;
/**
 * How long to wait before the next attempt, in milliseconds: full-jitter exponential back-off, or the
 * minimum delay where one is known.
 *
 * @param minDelayMs the least time to wait; undefined where only the back-off decides
 * @param attempt the attempt that failed, counted from 1
 * @param random a number from 0 (included) to 1 (excluded)
 */
function backoffMs(minDelayMs, attempt, random) {
    if (minDelayMs !== undefined)
        return minDelayMs + random() * JITTER_MS;
    return random() * Math.min(CAP_MS, BASE_MS * 2 ** (attempt - 1));
}

;// CONCATENATED MODULE: ./build/huaweicloud/known-code.js
/** The rate of calls is limited. */
const THROTTLED = { throttled: true };

;// CONCATENATED MODULE: ./build/huaweicloud/gateway-codes.js

/** The codes of the gateway in front of the services (API Request Signing Guide, "Error codes"). */
const GATEWAY_CODES = {
    'APIGW.0101': {
        message: 'the gateway does not know this call',
        advice: 'checkCall',
        scope: 'request',
    },
    'APIGW.0201': {
        message: 'the gateway could not forward the request',
        advice: 'tryAgainLater',
        scope: 'call',
    },
    'APIGW.0301': {
        message: 'the gateway does not accept the credentials',
        advice: 'checkKeysOrToken',
        scope: 'request',
    },
    'APIGW.0302': {
        message: 'the gateway does not allow this user to call the service',
        advice: 'grantPermission',
        scope: 'request',
    },
    'APIGW.0305': {
        message: 'the gateway does not accept the credentials',
        advice: 'renewCredentials',
        scope: 'request',
    },
    'APIGW.0306': {
        message: 'the gateway does not allow the call',
        advice: 'grantPermission',
        scope: 'request',
    },
    'APIGW.0307': {
        message: 'the token has to be renewed, or belongs to another region',
        advice: 'renewToken',
        scope: 'request',
    },
    'APIGW.0308': {
        message: 'the gateway limits the rate of calls',
        advice: 'slowDown',
        scope: 'call',
        retry: THROTTLED,
    },
    'APIGW.0310': {
        message: 'the project is not available',
        advice: 'checkProject',
        scope: 'request',
    },
    'APIGW.0401': {
        message: 'the gateway does not accept calls from this address',
        advice: 'allowAddress',
        scope: 'request',
    },
    'APIGW.0402': {
        message: 'the gateway does not accept calls from this address',
        advice: 'allowAddress',
        scope: 'request',
    },
    'APIGW.0601': {
        message: 'the gateway reported an internal error',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'APIGW.0602': {
        message: 'the gateway reports that the request is not valid',
        advice: 'report',
        scope: 'call',
    },
    'APIGW.0605': {
        message: 'the gateway could not find the service behind it',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'APIGW.0606': {
        message: 'the gateway could not load its settings for this call',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'APIGW.0610': {
        message: 'the gateway received no valid response from the service',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'APIGW.0613': {
        message: 'the gateway could not reach the identity service',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'APIGW.0801': {
        message: 'the service is not offered in this region',
        advice: 'checkCall',
        scope: 'request',
    },
    'APIGW.0802': {
        message: 'the user of the credentials has no access to this region',
        advice: 'checkRegionAccess',
        scope: 'request',
    },
};

;// CONCATENATED MODULE: ./build/huaweicloud/error-codes.js


/** The server is busy or not ready yet: "try again in a minute" is the advice for Ecs.0603. */
const NOT_READY = { minDelayMs: 60_000, notReady: true };
/**
 * The codes of the ECS API reference ("Error codes"), and those of the gateway in front of it (API
 * Request Signing Guide, "Error codes"), that a password reset can meet. The HTTP status says
 * little: the reference warns that it may be inaccurate, and lists `Common.0024` with 202 and
 * `Ecs.0603` with 501. Which of them are worth another attempt is our reading of their descriptions.
 */
const CODES = {
    'Ecs.0000': { message: 'the service refused the request', advice: 'report', scope: 'call' },
    'Ecs.0002': {
        message: 'the service could not submit the request',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'Ecs.0003': {
        message: 'the account is restricted (in arrears or frozen)',
        advice: { text: 'Settle the account of the project, then try again' },
        scope: 'request',
    },
    'Ecs.0005': {
        message: 'the service found an invalid parameter in the request',
        advice: 'report',
        scope: 'call',
    },
    'Ecs.0011': {
        message: 'the service refuses the password as too weak',
        advice: { text: 'Choose another password: 8 to 26 characters of at least three kinds' },
        scope: 'request',
    },
    'Ecs.0023': {
        message: 'the project of the credentials and the project of the request differ',
        advice: 'checkProject',
        scope: 'request',
    },
    'Ecs.0030': {
        message: 'the server is frozen',
        advice: { text: 'Unfreeze the server (renew it or settle the account), then try again' },
        scope: 'server',
    },
    'Ecs.0100': {
        message: 'the status of the server does not allow a reset',
        advice: { text: 'Wait until the server is running or stopped, then try again' },
        scope: 'server',
        retry: NOT_READY,
    },
    'Ecs.0110': { message: 'permission is missing', advice: 'grantPermission', scope: 'request' },
    'Ecs.0114': {
        message: 'the server does not exist',
        advice: 'checkServers',
        scope: 'server',
    },
    'Ecs.0118': {
        message: 'there are too many servers in one call',
        advice: 'reduceBatchSize',
        scope: 'batch',
    },
    'Ecs.0301': {
        message: 'the service could not look up the servers',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'Ecs.0603': {
        message: 'another command is running on the server',
        advice: { text: 'Wait a minute, then try again' },
        scope: 'server',
        retry: NOT_READY,
    },
    'Ecs.0605': {
        message: 'the server is locked',
        advice: { text: 'Unlock the server, then try again' },
        scope: 'server',
    },
    'Ecs.0610': {
        message: 'the service failed to reset the password',
        advice: { text: 'Check that the password-reset plug-in runs on the server, then try again' },
        scope: 'server',
        retry: NOT_READY,
    },
    'Ecs.0611': {
        message: 'the service refused the batch because of some of its servers',
        advice: { text: 'Fix the servers listed with their own error code, then try again' },
        scope: 'batch',
    },
    'Ecs.0612': {
        message: 'the service could not check the password-reset plug-in',
        advice: { text: 'Wait until the server has started fully, then try again' },
        scope: 'server',
        retry: NOT_READY,
    },
    'Ecs.0613': {
        message: 'the password-reset plug-in is not installed',
        advice: { text: 'Install the one-click password-reset plug-in on the server, then try again' },
        scope: 'server',
    },
    'Ecs.0614': {
        message: 'the server does not exist',
        advice: 'checkServers',
        scope: 'server',
    },
    'Ecs.0615': {
        message: 'the service reported an internal error',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'Ecs.1000': {
        message: 'the service reported an internal error',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'Ecs.1001': {
        message: 'the OpenStack layer of the service reported an error',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'Ecs.1002': {
        message: 'the OpenStack layer of the service did not respond in time',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'Ecs.1100': {
        message: 'the service could not reach its identity service',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'Pdp.0001': {
        message: 'a policy of the account denies the request',
        advice: 'grantPermission',
        scope: 'request',
    },
    'Common.0001': {
        message: 'the service reported a system error',
        advice: 'tryAgainLater',
        scope: 'call',
        retry: {},
    },
    'Common.0002': {
        message: 'the service found the body of the request empty',
        advice: 'report',
        scope: 'call',
    },
    'Common.0013': { message: 'the token is not valid', advice: 'renewToken', scope: 'request' },
    'Common.0018': {
        message: 'the project of the token and the project of the request differ',
        advice: 'checkProject',
        scope: 'request',
    },
    'Common.0024': {
        message: 'the service limits the rate of calls',
        advice: 'slowDown',
        scope: 'call',
        retry: THROTTLED,
    },
    'Common.1503': {
        message: 'the service limits the rate of calls',
        advice: 'slowDown',
        scope: 'call',
        retry: THROTTLED,
    },
    ...GATEWAY_CODES,
};
const BY_LOWER_CASE = new Map(Object.keys(CODES).map((code) => [code.toLowerCase(), code]));
/** Every code that is known here, in the service's spelling. */
const KNOWN_CODES = Object.keys(CODES);
/** The usual spelling of a code: the service itself writes both `Ecs.0605` and `ECS.0605`. */
function canonicalCode(code) {
    return BY_LOWER_CASE.get(code.toLowerCase()) ?? code;
}
/** @param code in its usual spelling, see `canonicalCode` */
function knownCode(code) {
    return code === undefined ? undefined : CODES[code.replace(/^APIG\./, 'APIGW.')];
}
/** Whether a code comes from the gateway (in either spelling), which does not know what the service did. */
function isGatewayCode(code) {
    return code !== undefined && /^APIGW?\./.test(code);
}
/** Whether the gateway refuses the credentials, in a message that may repeat signed headers. */
function isSignatureError(code) {
    return code === 'APIGW.0301' || code === 'APIG.0301';
}

;// CONCATENATED MODULE: ./build/huaweicloud/network-errors.js
const MESSAGES = {
    refused: 'the connection was refused',
    dns: 'the host name of the endpoint was not found',
    tls: 'the certificate of the endpoint is from an unknown authority',
    tls_name: 'the certificate of the endpoint is for another host name',
    tls_expired: 'the certificate of the endpoint has expired',
    tls_not_yet_valid: 'the certificate of the endpoint is not valid yet',
    tls_protocol: 'the endpoint does not use TLS on this port',
    tls_handshake: 'the TLS handshake with the endpoint failed',
    proxy: 'the proxy could not open a connection to the endpoint',
    proxy_credentials: 'the proxy does not accept its credentials (HTTP 407)',
    proxy_denied: 'the proxy denies the connection to the endpoint',
    unreachable: 'no connection to the endpoint could be made',
    timeout: 'there was no complete response in time',
    closed: 'the connection was closed before the complete response arrived',
    malformed: 'the response is not valid HTTP',
    'too large': 'the response is larger than any response of the service',
    aborted: 'the run ended before there was a response',
};
const ADVICE = {
    refused: 'allowConnection',
    dns: 'checkHostName',
    tls: 'trustAuthority',
    tls_name: 'checkCertificateName',
    tls_expired: 'renewCertificate',
    tls_not_yet_valid: 'checkClock',
    tls_protocol: 'checkProtocol',
    tls_handshake: 'checkHandshake',
    proxy: 'checkProxy',
    proxy_credentials: 'checkProxyCredentials',
    proxy_denied: 'checkProxy',
    unreachable: 'checkNetwork',
    timeout: 'checkTimeout',
    closed: 'outcomeUnknown',
    malformed: 'checkEndpoint',
    'too large': 'checkEndpoint',
    aborted: 'outcomeUnknown',
};
/** What happened when there is no response, in words that fit any of the services. */
function networkErrorMessage(error) {
    return MESSAGES[error];
}
/** @param sent whether the request may have reached the service */
function networkErrorAdvice(error, sent, { advice, proxied }) {
    if (sent && error === 'timeout')
        return advice.outcomeUnknown;
    if (!sent && error === 'closed')
        return withProxyHint(advice.allowConnection, proxied, advice);
    if (!sent && error === 'aborted')
        return advice.tryAgain;
    const isHint = proxied && !sent && !isProxyError(error);
    return withProxyHint(advice[ADVICE[error]], isHint, advice);
}
/** What to do about a fault that does not depend on the service: of a certificate, TLS or a proxy. */
function networkFaultAdvice(error, advice) {
    return /^(?:tls|proxy)/.test(error) ? advice[ADVICE[error]] : undefined;
}
/** Whether another attempt may succeed. A refused login at a proxy is not repeated. */
function isRetryable(error) {
    return !['aborted', 'proxy_credentials', 'proxy_denied'].includes(error);
}
/** Whether the error is about a proxy already. */
function isProxyError(error) {
    return error.startsWith('proxy');
}
/** Adds that a proxy is configured, where it may be the cause. */
function withProxyHint(text, isProxy, advice) {
    return isProxy ? `${text}; ${advice.checkProxyToo}` : text;
}
const BY_CODE = {
    ECONNREFUSED: 'refused',
    ENOTFOUND: 'dns',
    EAI_AGAIN: 'dns',
    ETIMEDOUT: 'timeout',
    UND_ERR_CONNECT_TIMEOUT: 'timeout',
    ECONNRESET: 'closed',
    EPIPE: 'closed',
    UND_ERR_SOCKET: 'closed',
    UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'closed',
    UND_ERR_HEADERS_OVERFLOW: 'too large',
    ERR_TLS_CERT_ALTNAME_INVALID: 'tls_name',
    CERT_HAS_EXPIRED: 'tls_expired',
    CERT_NOT_YET_VALID: 'tls_not_yet_valid',
    ERR_SSL_WRONG_VERSION_NUMBER: 'tls_protocol',
    ERR_SSL_PACKET_LENGTH_TOO_LONG: 'tls_protocol',
    ERR_SSL_HTTP_REQUEST: 'tls_protocol',
    EPROTO: 'tls_protocol',
    UND_ERR_PRX_CONN: 'proxy',
    UND_ERR_PRX_TLS: 'proxy',
};
/** Certificates of a known or unknown authority that are not made for a server. */
const UNFIT_CERTIFICATES = ['INVALID_PURPOSE', 'INVALID_CA', 'PATH_LENGTH_EXCEEDED', 'UNSPECIFIED'];
/**
 * Decided by the code, because messages of these errors contain addresses and, rarely, header values.
 * Only the refusal of a proxy has its status in nothing but the message.
 */
function networkErrorOf(error, maybeSent) {
    const code = codeOf(error) ?? codeOf(error.cause) ?? '';
    if (code === 'UND_ERR_ABORTED')
        return proxyRefusal(error.message);
    if (error.message.startsWith('Proxy Authentication Required'))
        return 'proxy_credentials';
    const known = BY_CODE[code];
    if (known !== undefined)
        return known;
    if (error.name === 'HTTPParserError')
        return 'malformed';
    if (maybeSent)
        return 'closed';
    if (code.startsWith('ERR_SSL_') || UNFIT_CERTIFICATES.includes(code))
        return 'tls_handshake';
    return /CERT|TLS|SELF_SIGNED|UNABLE_TO|ISSUER/.test(code) ? 'tls' : 'unreachable';
}
/** A proxy that does not open a tunnel: 407 asks for credentials, another 4xx denies the connection. */
function proxyRefusal(message) {
    const status = /^Proxy response \((\d{3})\)/.exec(message.slice(0, 100))?.[1] ?? '';
    if (status === '407')
        return 'proxy_credentials';
    return status.startsWith('4') ? 'proxy_denied' : 'proxy';
}
function codeOf(error) {
    if (typeof error !== 'object' || error === null)
        return undefined;
    // Where a name has several addresses, there is an error for each of them.
    if ('errors' in error && Array.isArray(error.errors))
        return codeOf(error.errors[0]);
    return 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}

;// CONCATENATED MODULE: ./build/huaweicloud/error-text.js


/** Explains a response that is not a success. */
function describeError(error, response, lost, context) {
    const { advice } = context;
    const { status } = response;
    if (isSignatureError(error?.code))
        return refusedCredentials(error?.message ?? '', context);
    if (isRedirect(status)) {
        return { message: redirectMessage('the endpoint', status), advice: advice.checkEndpoint };
    }
    const known = knownCode(error?.code);
    if (lost) {
        const message = known?.message ?? lostMessage(error, response);
        return { message, advice: advice.outcomeUnknown };
    }
    if (status === 407 || isOfIntermediary(error, response)) {
        return explainIntermediary(status, advice);
    }
    const explanation = known === undefined
        ? { message: statusMessage(error, status, context), advice: adviceFor(status, advice) }
        : describeCode(known, error?.code, context);
    return withHints(explanation, error, response, context);
}
/** A redirect is never followed: it would hand the request to another address. */
function redirectMessage(from, status) {
    return `${from} responded with a redirect (HTTP ${status}), which is not followed`;
}
/**
 * Whether nothing of the message may be shown: the gateway repeats signed headers in its messages,
 * with secrets that may be unknown here.
 */
function mayEchoSecrets(error, status) {
    return status === 401 || isGatewayCode(error?.code);
}
function describeCode({ advice, message }, code, { advice: texts, isSession }) {
    const isAboutToken = code === 'APIGW.0307' || code === 'Common.0013';
    if (isSession && isAboutToken)
        return { message, advice: texts.checkSession };
    return { message, advice: typeof advice === 'string' ? texts[advice] : advice.text };
}
function isRedirect(status) {
    return status >= 300 && status < 400;
}
function lostMessage(error, { form, status }) {
    if (form === 'damaged') {
        return `the response could not be read, because it is cut off or encoded (HTTP ${status})`;
    }
    if (isOfIntermediary(error, { form, status }))
        return intermediaryMessage(status);
    return error === undefined
        ? `the response could not be read (HTTP ${status})`
        : `the response reports an error without a code (HTTP ${status})`;
}
/** Whether an error is not from the service, whose errors are JSON objects. */
function isOfIntermediary(error, { form, status }) {
    if (error?.code !== undefined)
        return false;
    return form === 'other' || (form !== 'object' && status >= 400);
}
/** Explains a response that is not from the service, such as a page of a firewall. */
function explainIntermediary(status, advice) {
    return status === 407
        ? {
            message: networkErrorMessage('proxy_credentials'),
            advice: advice.checkProxyCredentials,
        }
        : { message: intermediaryMessage(status), advice: advice.checkIntermediary };
}
function intermediaryMessage(status) {
    return `an intermediary (proxy, gateway or firewall) responded, not the service (HTTP ${status})`;
}
function statusMessage(error, status, { clean }) {
    const text = mayEchoSecrets(error, status) ? '' : clean(error?.message ?? '');
    return text === '' ? `the service responded with HTTP ${status}` : `the service says: ${text}`;
}
function adviceFor(status, advice) {
    if (status === 401)
        return advice.checkCredentials;
    if (status === 403)
        return advice.grantPermission;
    if (status === 404)
        return advice.checkTarget;
    if (status === 429 || status >= 500)
        return advice.tryAgain;
    return advice.lookUpCode;
}
function withHints({ advice, message }, error, { status }, { advice: texts, batch, dryRun, hasPassword }) {
    const isOfRequest = (knownCode(error?.code)?.scope ?? 'request') === 'request';
    const hints = [
        status === 400 && dryRun && !hasPassword ? texts.passwordForCheck : '',
        status === 403 && batch && isOfRequest ? texts.batchPermission : '',
    ].filter((hint) => hint !== '');
    return { message, advice: [advice, ...hints].join('. ') };
}
/** Explains that the gateway refuses the credentials, by the words in which it does so. */
function refusedCredentials(serviceMessage, { advice, hasToken, isSession }) {
    const explanation = hasToken
        ? { message: 'the gateway does not accept the token', advice: advice.checkToken }
        : refusedKeys(serviceMessage, advice);
    return isSession ? { ...explanation, advice: advice.checkSession } : explanation;
}
/**
 * Nothing of such a message is shown, because the gateway echoes signed headers in it. It only tells
 * which of three faults it is.
 */
function refusedKeys(serviceMessage, advice) {
    if (/expired|timestamp|clock/i.test(serviceMessage)) {
        return {
            message: 'the gateway finds the signature too old or too new',
            advice: advice.setClock,
        };
    }
    const isUnknown = /not (?:exist|found)/i.test(serviceMessage);
    if (/verify|signature/i.test(serviceMessage) && !isUnknown) {
        return { message: 'the gateway finds the signature wrong', advice: advice.checkSecretKey };
    }
    if (isUnknown || /unknown|invalid (?:ak|access)/i.test(serviceMessage)) {
        return { message: 'the gateway does not know the access key', advice: advice.checkAccessKey };
    }
    return {
        message: 'the gateway does not accept the credentials',
        advice: advice.checkKeysOrToken,
    };
}

;// CONCATENATED MODULE: ./build/huaweicloud/lost-response.js

/** With these statuses nothing proves a refusal: the service did not respond in time, or not at all. */
const NO_RESPONSE = [408, 502, 504];
/**
 * Whether nothing tells what became of the request. A code of the service is believed at any status
 * but a redirect and those that say that the service did not respond. A 4xx is a refusal even without
 * a code, unless its body is damaged.
 */
function isLost(error, { form, status }) {
    if (form === 'damaged' || NO_RESPONSE.includes(status))
        return true;
    if (status >= 300 && status < 400)
        return true;
    if (status >= 400 && status < 500)
        return false;
    return error?.code === undefined || isGatewayCode(error.code);
}

;// CONCATENATED MODULE: ./build/huaweicloud/retry-after.js
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** The time units of the gateway's own hint, for example `limit:200,time:5 minute`. */
const UNITS_MS = {
    second: SECOND_MS,
    minute: MINUTE_MS,
    hour: HOUR_MS,
    day: 24 * HOUR_MS,
};
/** `Retry-After` in seconds or as a date, else the gateway's hint in the message; in milliseconds. */
function requestedDelayMs(error, { retryAfter }, now) {
    const header = retryAfter?.trim() ?? '';
    if (/^\d+$/.test(header))
        return Number(header) * SECOND_MS;
    // Date.parse takes nearly anything; a date of HTTP begins with its weekday.
    const date = /^[A-Z][a-z]{2,8}, /.test(header) ? Date.parse(header) : Number.NaN;
    if (!Number.isNaN(date))
        return Math.max(0, date - now());
    const hint = /\btime:(\d{1,6}) ?(second|minute|hour|day)/i.exec(error?.message ?? '');
    const unit = UNITS_MS[hint?.[2]?.toLowerCase() ?? ''];
    return unit === undefined ? undefined : Number(hint?.[1]) * unit;
}

;// CONCATENATED MODULE: ./build/huaweicloud/error-response.js




/**
 * Classifies a response that is not a success.
 *
 * @param error the error of the response, or the one that it reports for one server
 */
function classify(error, response, context) {
    const known = knownCode(error?.code);
    const lost = isLost(error, response);
    // Where a call is for one server, a missing permission may be about that server alone.
    const forbidden = !lost && response.status === 403 && !context.batch && known?.scope !== 'server';
    return {
        scope: forbidden ? 'server' : (known?.scope ?? scopeOf(response.status)),
        retry: retryOf(error, response, context.now),
        lost,
        forbidden,
        reason: reasonOf(error, response, describeError(error, response, lost, context)),
    };
}
/** The reason and the retry of an error that the service reports for one server of a batch. */
function classifyServer(error, response, context) {
    const text = describeError(error, response, false, context);
    const retry = knownCode(error.code)?.retry;
    return { reason: reasonOf(error, response, text), ...(retry && { retry }) };
}
function scopeOf(status) {
    return status === 401 || status === 403 ? 'request' : 'call';
}
/** Whether and when the identical request may be sent again after a response that is not a success. */
function retryOf(error, response, now) {
    const { form, status } = response;
    const known = knownCode(error?.code);
    const delayMs = requestedDelayMs(error, response, now);
    if (known?.retry !== undefined) {
        // After a lost response the call is repeated: nothing tells that the server is not ready.
        const isForServer = known.retry.notReady === true && isLost(error, response);
        return withDelay(isForServer ? {} : known.retry, delayMs);
    }
    if (isFinal(known, error, response))
        return undefined;
    if (status === 429)
        return withDelay({ throttled: true }, delayMs);
    // What cannot be read was cut off or changed on its way: it may be complete the next time.
    const isUnreadable = form === 'damaged' || (status < 300 && error === undefined);
    return isUnreadable || [408, 500, 502, 503, 504].includes(status)
        ? withDelay({}, delayMs)
        : undefined;
}
/** A definite code without a retry is final, whatever the status says. */
function isFinal(known, error, response) {
    return known !== undefined && !isLost(error, response);
}
function withDelay(retry, requestedMs = 0) {
    if (retry === undefined)
        return undefined;
    const minDelayMs = Math.max(retry.minDelayMs ?? 0, requestedMs);
    return minDelayMs > 0 ? { ...retry, minDelayMs } : retry;
}
function reasonOf(error, { requestId }, text) {
    return {
        ...(error?.code !== undefined && { code: error.code }),
        ...(requestId !== undefined && { requestId }),
        ...text,
    };
}

;// CONCATENATED MODULE: ./build/huaweicloud/response.js



const Text = schemas/* catch */.MfU(schemas/* optional */.lqM(schemas/* pipe */.FsL(schemas/* string */.YjP(), schemas/* transform */.pdi(beginning))), undefined);
/** A code that fits the pattern of the services (`Ecs.0605`, `APIGW.0301`, `STS5.0001`). */
const Code = schemas/* catch */.MfU(schemas/* optional */.lqM(schemas/* pipe */.FsL(schemas/* string */.YjP().check(api/* _regex */.Fk(/^[A-Za-z][A-Za-z0-9]{1,19}\.[A-Za-z]{0,10}[0-9]{3,8}$/)), schemas/* transform */.pdi(canonicalCode))), undefined);
/** A request id that fits the pattern of the services: hex digits, possibly with hyphens. */
const RequestId = schemas/* catch */.MfU(schemas/* optional */.lqM(schemas/* string */.YjP().check(api/* _regex */.Fk(/^(?:req-)?[0-9A-Fa-f-]{16,64}$/))), undefined);
const JsonObject = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
/** The members with an entry for each server, which are read one by one. */
const PER_SERVER_LISTS = ['response', 'internalError'];
/** Bytes that are not text: control characters, and the replacement of what is not valid UTF-8. */
const BINARY = /[^\P{Cc}\s]|\ufffd/u;
/** The characters of a body in which such bytes are looked for. */
const MAX_INSPECTED = 1_000;
/**
 * Parses a response. The body decides first: the error code reference warns that HTTP statuses may be
 * inaccurate, and lists an error with status 202.
 */
function parseResponse(http) {
    const text = http.body.trim();
    const parsed = parseJson(text);
    const body = JsonObject.safeParse(parsed).data;
    const requestId = RequestId.parse(http.headers['x-request-id']) ??
        RequestId.parse(body?.['request_id']) ??
        RequestId.parse(http.headers['x-iam-trace-id']);
    const retryAfter = http.headers['retry-after'];
    const form = formOf(http, text, body !== undefined);
    const error = body === undefined ? rawError(http.status, text, form) : errorIn(body, http.status);
    const serverErrors = body?.['internalError'];
    const accepted = idsIn(body?.['response']);
    return {
        status: http.status,
        ...(requestId !== undefined && { requestId }),
        ...(retryAfter !== undefined && { retryAfter }),
        ...(error !== undefined && { error }),
        perServer: serverErrorsIn(serverErrors),
        hasServerErrors: isFilled(serverErrors),
        ...(accepted !== undefined && { accepted }),
        form,
    };
}
/** Drops codes and request ids that contain a secret: a password may match their patterns too. */
function response_withoutSecrets(response, isSecret) {
    const { error, perServer, requestId, ...rest } = response;
    const clean = ({ code, message }) => ({
        ...(code !== undefined && !isSecret(code) && { code }),
        ...(message !== undefined && { message }),
    });
    return {
        ...rest,
        ...(requestId !== undefined && !isSecret(requestId) && { requestId }),
        ...(error !== undefined && { error: clean(error) }),
        perServer: new Map(Array.from(perServer, ([id, serverError]) => [id, clean(serverError)])),
    };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        // The parser's own message quotes the text, so nothing of it is kept.
        return undefined;
    }
}
function formOf({ headers }, text, isObject) {
    const encoding = headers['content-encoding']?.trim().toLowerCase() ?? '';
    if (encoding !== '' && encoding !== 'identity')
        return 'damaged';
    if (text === '')
        return 'empty';
    if (isObject)
        return 'object';
    if (text.startsWith('<'))
        return 'other';
    return /^[[{]/.test(text) || BINARY.test(text.slice(0, MAX_INSPECTED)) ? 'damaged' : 'other';
}
/**
 * Finds the error in any of the shapes in use: `{"error":{code,message}}` (ECS, IAM v3),
 * `{"error_code","error_msg"}` (gateway, STS, IAM v3.0), `{"code","message"}` (job query),
 * `{"badRequest":{code,message}}` (OpenStack), `{"errors":[…]}` and `{"error":"…"}` (intermediaries).
 */
function errorIn(body, status) {
    const nested = JsonObject.safeParse(body['error']).data;
    if (nested !== undefined)
        return serviceError(nested);
    if (isFilled(body['error']))
        return serviceError({ ...body, message: body['error'] });
    if (isError(body))
        return serviceError(body);
    const member = Object.entries(body)
        .filter(([name]) => !PER_SERVER_LISTS.includes(name))
        .map(([, value]) => JsonObject.safeParse(firstIn(value)).data)
        .find((value) => value !== undefined && ('message' in value || isError(value)));
    if (member !== undefined)
        return serviceError(member);
    return status < 400 ? undefined : serviceError(body);
}
function firstIn(value) {
    return Array.isArray(value) ? value[0] : value;
}
function isError(value) {
    return ['code', 'error_code', 'error_msg'].some((name) => isFilled(value[name]));
}
function rawError(status, text, form) {
    if (status < 400)
        return undefined;
    return form === 'other' && !text.startsWith('<') ? { message: beginning(text) } : {};
}
function serviceError(from) {
    const code = Code.parse(from['code']) ?? Code.parse(from['error_code']);
    const message = Text.parse(from['message']) ??
        Text.parse(from['error_msg']) ??
        Text.parse(from['error_message']);
    return { ...(code !== undefined && { code }), ...(message !== undefined && { message }) };
}
function serverErrorsIn(list) {
    const errors = new Map();
    for (const item of itemsIn(list)) {
        const id = idIn(item);
        if (id !== undefined && !errors.has(id))
            errors.set(id, serviceError({ ...item }));
    }
    return errors;
}
function idsIn(list) {
    return Array.isArray(list)
        ? new Set(itemsIn(list).flatMap((item) => idIn(item) ?? []))
        : undefined;
}
function itemsIn(list) {
    return Array.isArray(list)
        ? list.filter((item) => typeof item === 'object' && item !== null)
        : [];
}
/** Checked by hand, without a schema, because a response holds a thousand of them. */
function idIn(item) {
    return 'id' in item && typeof item.id === 'string' ? item.id.toLowerCase() : undefined;
}
function isFilled(value) {
    if (value === undefined || value === null || value === '' || value === false)
        return false;
    return !Array.isArray(value) || value.length > 0;
}

;// CONCATENATED MODULE: ./build/huaweicloud/send-with-retry.js







/**
 * Sends a request until there is a response, a final refusal, or no time left. A refused login is
 * never repeated: IAM locks accounts after too many of them.
 */
async function sendWithRetry(request, context) {
    const { clock, deadline, maxRetries, observer, random, stop } = context;
    const maxAttempts = Math.min(maxRetries + 1, request.maxAttempts ?? Infinity);
    const isStopped = () => stop.aborted;
    let last;
    for (let attempt = 1;; attempt += 1) {
        if (isStopped())
            return last ?? failure(notSent(request));
        const { result, retry } = await sendOnce(request, context);
        if (result.ok || retry === undefined || attempt >= maxAttempts || isStopped())
            return result;
        const waitMs = backoffMs(retry.minDelayMs, attempt, random);
        const { reason } = result.error;
        if (clock.now() + waitMs >= deadline) {
            observer.gaveUp({ reason, waitMs });
            return result;
        }
        observer.waiting({ reason, attempt, waitMs });
        await clock.sleep(waitMs, stop);
        last = result;
    }
}
function notSent({ service }) {
    const message = `the run ended before a request was sent to ${service}`;
    return { reason: { message, advice: 'Try again' }, refused: false };
}
async function sendOnce(request, context) {
    const { abort, clock, secrets, transport, userAgent } = context;
    const received = await transport.send(identified(request.request(), userAgent), abort);
    if (received.kind === 'failure')
        return withoutResponse(request, received, context);
    const { status } = received;
    const response = response_withoutSecrets(parseResponse(received), (text) => secrets.isIn(text));
    const isSuccess = status >= 200 && status < 300 && response.error === undefined;
    const value = isSuccess ? request.read(received) : undefined;
    if (value !== undefined)
        return { result: success(value) };
    // A complete response that does not match its definition will not match the next time either, and
    // a refusal is final whatever code comes with it.
    const isFinal = isSuccess ? isReadable(response) : isRefusal(status);
    const retry = isFinal ? undefined : retryOf(response.error, response, () => clock.now());
    const isError = status < 300 && response.error !== undefined;
    const isForeign = isOfProxyOrFirewall(response);
    const refused = !isForeign && (isRefusal(status) || (isError && retry === undefined));
    const reason = send_with_retry_reasonOf(request, response, refused, context);
    return { result: failure({ reason, status, refused }), ...(retry && { retry }) };
}
function isReadable({ form }) {
    return form === 'empty' || form === 'object';
}
/**
 * Whether a response is from something in between. The services respond with JSON, the metadata service
 * also with plain text, and none of them with a page or with 407.
 */
function isOfProxyOrFirewall({ error, form, status }) {
    const isPage = form === 'other' && error?.message === undefined;
    return status === 407 || (isPage && status >= 400);
}
/** Whether a status means that the service denies the request for good. */
function isRefusal(status) {
    return status >= 400 && status < 500 && ![408, 429].includes(status);
}
function withoutResponse({ service, texts }, { error, maybeSent, status = 0 }, { advice, proxied }) {
    // The status alone shows a refusal: another attempt would be one more failed login.
    if (isRefusal(status)) {
        return { result: failure({ reason: texts.refused(status, ''), status, refused: true }) };
    }
    const text = networkFaultAdvice(error, advice) ?? texts.unreachable;
    const reason = {
        message: `no response from ${service}: ${networkErrorMessage(error)}`,
        advice: withProxyHint(text, proxied && !maybeSent && !isProxyError(error), advice),
    };
    return { result: failure({ reason, refused: false }), ...(isRetryable(error) && { retry: {} }) };
}
function send_with_retry_reasonOf(request, response, refused, context) {
    const { error, requestId, status } = response;
    const serviceMessage = error?.message ?? '';
    const { advice, message } = refused
        ? request.texts.refused(status, serviceMessage)
        : explainFailure(request, response, context);
    const shown = mayEchoSecrets(error, status) ? '' : context.secrets.clean(serviceMessage);
    return {
        ...(error?.code !== undefined && { code: error.code }),
        ...(requestId !== undefined && { requestId }),
        message: shown === '' ? message : `${message}; the service says: ${shown}`,
        advice,
    };
}
function explainFailure({ service, texts: { unreachable } }, response, { advice, proxied }) {
    const { error, status } = response;
    if (status >= 300 && status < 400) {
        return { message: redirectMessage(service, status), advice: unreachable };
    }
    if (isOfProxyOrFirewall(response))
        return explainIntermediary(status, advice);
    if (status < 300 && error === undefined) {
        const message = `the response of ${service} does not match its documentation (HTTP ${status})`;
        return { message, advice: unreachable };
    }
    return {
        message: `${service} could not process the request (HTTP ${status})`,
        advice: withProxyHint(`Try again. If the error persists: ${unreachable}`, proxied && status >= 502, advice),
    };
}

;// CONCATENATED MODULE: ./build/huaweicloud/iam.js





/** One path segment. */
const PROJECT_ID = /^[A-Za-z0-9_-]{1,64}$/;
const ProjectId = schemas/* string */.YjP().check(api/* _regex */.Fk(PROJECT_ID));
/** A shorter id may occur in a token by chance. */
const MIN_TOKEN_PART = 12;
const Token = schemas/* object */.Ikc({
    token: schemas/* object */.Ikc({
        expires_at: Time,
        project: schemas/* optional */.lqM(schemas/* object */.Ikc({ id: schemas/* optional */.lqM(ProjectId), name: schemas/* optional */.lqM(schemas/* string */.YjP()) })),
    }),
});
/**
 * Exchanges an ID token for an IAM token of a project. The call itself needs no credentials.
 *
 * Source: IAM API reference, "Obtaining a Token with an OpenID Connect ID Token" (v3.0).
 */
async function tokenForIdToken({ endpoint, identityProvider, scope }, idToken, texts, context) {
    return sendWithRetry({
        service: 'IAM',
        request: () => ({
            method: 'POST',
            url: new URL(`${endpoint}/v3.0/OS-AUTH/id-token/tokens`),
            headers: { 'Content-Type': 'application/json', 'X-Idp-Id': identityProvider },
            body: JSON.stringify({ auth: { id_token: { id: idToken }, scope: { project: scope } } }),
        }),
        read: (response) => readToken(response, scope, context),
        texts,
    }, context);
}
function readToken(response, scope, { secrets }) {
    const token = HeaderText.safeParse(response.headers['x-subject-token']).data;
    const content = readBody(Token, response)?.token;
    if (token === undefined || content === undefined)
        return undefined;
    const { id: projectId, name } = content.project ?? {};
    // A token for another project than the requested one is never used.
    const isOther = 'id' in scope
        ? projectId !== undefined && projectId !== scope.id
        : name !== undefined && name !== scope.name;
    if (isOther)
        return undefined;
    const expires = content.expires_at;
    if (projectId === undefined)
        return { credentials: { kind: 'token', token }, expires };
    // Ids are shown, and a secret may match their pattern too.
    if (isPartOf(token, projectId) || secrets.isIn(projectId))
        return undefined;
    return { credentials: { kind: 'token', token }, expires, projectId };
}
function isPartOf(token, id) {
    return id.length >= MIN_TOKEN_PART && token.includes(id);
}
const Projects = schemas/* object */.Ikc({
    projects: schemas/* array */.YOg(schemas/* object */.Ikc({ id: ProjectId, name: schemas/* string */.YjP() })),
});
/**
 * Lists the projects that the credentials can access: with keys the ones with the given name (or
 * all, without a name), with a token all of them.
 *
 * Sources: IAM API reference, "Querying Project Information" (`/v3/projects`, for keys) and
 * "Querying the List of Projects Accessible to an IAM User" (`/v3/auth/projects`, for a token).
 */
async function listProjects({ credentials, endpoint, name }, texts, context) {
    const { clock, secrets, userAgent } = context;
    const filter = name === undefined ? '' : `?name=${percentEncode(name)}`;
    const path = credentials.kind === 'token' ? '/v3/auth/projects' : `/v3/projects${filter}`;
    return sendWithRetry({
        service: 'IAM',
        request: () => authenticated({ method: 'GET', url: new URL(endpoint + path), headers: {}, body: '' }, { credentials, userAgent, now: () => clock.now() }),
        read: (response) => {
            const projects = readBody(Projects, response)?.projects;
            // The id is shown and sent, and a secret may match its pattern too.
            const isSecret = projects?.some((project) => project.name === name && secrets.isIn(project.id));
            return isSecret === true ? undefined : projects;
        },
        texts,
    }, context);
}

;// CONCATENATED MODULE: ./build/huaweicloud/metadata.js



/** The metadata service of every ECS, reachable from inside alone. There is no other address. */
const SERVICE = 'http://169.254.169.254';
/** The service is one hop away, so it responds at once or not at all. In milliseconds. */
const METADATA_TIMEOUT_MS = 3_000;
/** As the official SDKs request it; the token only has to outlast one request. */
const TOKEN_SECONDS = 21_600;
/** Elsewhere there is no such service, and many attempts would only delay the error. */
const MAX_ATTEMPTS = 2;
/** With these statuses a service says that it offers no metadata tokens (official SDKs). */
const NO_TOKENS = [404, 405, 503];
/** The name of the service in messages. */
const METADATA_SERVICE = 'the metadata service of ECS (169.254.169.254)';
const Keys = schemas/* object */.Ikc({
    credential: schemas/* object */.Ikc({
        access: AccessKey,
        secret: HeaderText,
        securitytoken: HeaderText,
        expires_at: Time,
    }),
});
/**
 * Reads the temporary keys of the agency of the ECS that this process runs on, with a metadata
 * token where the service offers one.
 *
 * Sources: ECS user guide, "Obtaining Metadata" (`/openstack/latest/securitykey`); the official
 * SDKs for Go and Java (the metadata token).
 *
 * @param context with a transport that uses no proxy
 */
async function agencyKeys(texts, context) {
    const token = await metadataToken(texts.token, context);
    if (!token.ok && !NO_TOKENS.includes(token.error.status ?? 0))
        return token;
    if (token.ok)
        context.secrets.mask(token.value);
    return sendWithRetry({
        service: METADATA_SERVICE,
        request: () => ({
            method: 'GET',
            url: new URL(`${SERVICE}/openstack/latest/securitykey`),
            headers: token.ok ? { 'X-Metadata-Token': token.value } : {},
            body: '',
        }),
        read: (response) => {
            const keys = readBody(Keys, response)?.credential;
            return (keys && {
                credentials: {
                    kind: 'keys',
                    accessKey: keys.access,
                    secretKey: keys.secret,
                    securityToken: keys.securitytoken,
                },
                expires: keys.expires_at,
            });
        },
        texts: texts.keys,
        maxAttempts: MAX_ATTEMPTS,
    }, context);
}
async function metadataToken(texts, context) {
    return sendWithRetry({
        service: METADATA_SERVICE,
        request: () => ({
            method: 'PUT',
            url: new URL(`${SERVICE}/meta-data/latest/api/token`),
            headers: { 'X-Metadata-Token-Ttl-Seconds': String(TOKEN_SECONDS) },
            body: '',
        }),
        read: ({ body }) => HeaderText.safeParse(body.trim()).data,
        texts,
        maxAttempts: 1,
    }, context);
}

;// CONCATENATED MODULE: ./build/huaweicloud/sts.js



/** How long a session may last, in seconds (STS API reference, "AssumeAgencyWithOIDC"). */
const SESSION_SECONDS = { min: 900, max: 43_200 };
const sts_Keys = schemas/* object */.Ikc({
    credentials: schemas/* object */.Ikc({
        access_key_id: AccessKey,
        secret_access_key: HeaderText,
        security_token: HeaderText,
        expiration: Time,
    }),
});
/**
 * Exchanges an ID token for temporary keys of an agency. The call itself needs no credentials.
 *
 * Source: STS API reference, "AssumeAgencyWithOIDC" (v5).
 */
async function assumeAgency(agency, idToken, texts, context) {
    const { agencyUrn, endpoint, providerUrn, sessionName, sessionSeconds } = agency;
    return sendWithRetry({
        service: 'STS',
        request: () => ({
            method: 'POST',
            url: new URL(`${endpoint}/v5/agencies/assume-with-oidc`),
            headers: { 'Content-Type': 'application/json' },
            body: JSON.stringify({
                provider_urn: providerUrn,
                agency_urn: agencyUrn,
                agency_session_name: sessionName,
                duration_seconds: sessionSeconds,
                id_token: idToken,
            }),
        }),
        read: (response) => {
            const keys = readBody(sts_Keys, response)?.credentials;
            return keys && { credentials: keysOf(keys), expires: keys.expiration };
        },
        texts,
    }, context);
}
function keysOf(keys) {
    return {
        kind: 'keys',
        accessKey: keys.access_key_id,
        secretKey: keys.secret_access_key,
        securityToken: keys.security_token,
    };
}

;// CONCATENATED MODULE: ./build/auth/failure-texts.js

/** What to say when GitHub gives no ID token. */
const ID_TOKEN_TEXTS = {
    refused: (status) => ({
        message: `GitHub did not issue an ID token for this job (HTTP ${status})`,
        advice: status === 401 || status === 403
            ? 'Check that the job has the permission id-token: write, and run the whole job again: the token that it signs in to GitHub with expires with the job'
            : 'Check oidc_audience, then run the job again',
    }),
    unreachable: 'Check that the runner can reach GitHub, then run the job again',
};
/** What to say when STS gives no session. */
const STS_TEXTS = {
    refused: explainStsRefusal,
    unreachable: 'Check region (or sts_endpoint), and whether a firewall blocks the connection',
};
function explainStsRefusal(status) {
    switch (status) {
        case 400:
            return {
                message: 'STS reports that the request for a session is not valid',
                advice: 'Check oidc_provider_urn and agency_urn, and that session_duration (by default timeout and five minutes more) is not longer than the longest session of the agency',
            };
        case 404:
            return {
                message: 'STS does not know the agency or the OIDC provider',
                advice: 'Check agency_urn and oidc_provider_urn, letter by letter',
            };
        default:
            return {
                message: `STS does not allow this job to assume the agency (HTTP ${status})`,
                advice: 'Compare the claims of the ID token (in the log) with the trust policy of the agency, the issuer with the URL of the provider, and oidc_audience with its client IDs',
            };
    }
}
const IAM_UNREACHABLE = 'Check region (or iam_endpoint), and whether a firewall blocks the connection';
/** What to say when IAM gives no token for an ID token. */
const IAM_TOKEN_TEXTS = {
    refused: explainTokenRefusal,
    unreachable: IAM_UNREACHABLE,
};
function explainTokenRefusal(status) {
    switch (status) {
        case 400:
            return {
                message: 'IAM reports that the request for a token is not valid',
                advice: 'Check identity_provider, and region or project_id',
            };
        case 401:
            return {
                message: 'IAM does not accept the ID token',
                advice: 'Check in the settings of the identity provider that client_id is oidc_audience and idp_url is the issuer, and that its signing keys are those that the issuer publishes now (they are pasted, and an issuer changes them)',
            };
        case 404:
            return {
                message: 'IAM does not know the identity provider or the project',
                advice: 'Check identity_provider, and region or project_id',
            };
        default:
            return {
                message: `IAM does not issue a token for the project to this job (HTTP ${status})`,
                advice: 'Compare the claims of the ID token (in the log) with the mapping of the identity provider, and check that the group it maps to has a role in the project',
            };
    }
}
const WRONG_PLACE = 'use_ecs_agency works only on a self-hosted runner on an ECS of Huawei Cloud, and a container on it must be allowed to connect to 169.254.169.254; elsewhere sign in with OIDC or keys';
const AGENCY = 'the ECS an agency (console of ECS, page of the server) that ECS may use and that has the permission ecs:cloudServers:resetServerPwd';
/** What to say when the metadata service gives no keys. */
const METADATA_TEXTS = {
    token: {
        refused: (status) => ({
            message: `${METADATA_SERVICE} did not return a metadata token (HTTP ${status})`,
            advice: WRONG_PLACE,
        }),
        unreachable: WRONG_PLACE,
    },
    keys: { refused: explainKeysRefusal, unreachable: WRONG_PLACE },
};
/** Only the words of the response tell that an ECS has no agency (official SDKs). */
function explainKeysRefusal(status, serviceMessage) {
    const text = serviceMessage.toLowerCase();
    const verb = text.indexOf('configure ');
    return verb >= 0 && text.includes('agency', verb)
        ? {
            message: `${METADATA_SERVICE} has no keys, because this ECS has no agency`,
            advice: `Give ${AGENCY}`,
        }
        : {
            message: `${METADATA_SERVICE} did not return keys (HTTP ${status})`,
            advice: `${WRONG_PLACE}. On such an ECS: give ${AGENCY}`,
        };
}

;// CONCATENATED MODULE: ./build/auth/id-token.js




/** The claims that a trust policy or a mapping can check, in the order in which they are shown. */
const SHOWN_CLAIMS = ['iss', 'sub', 'aud', 'repository', 'ref', 'environment'];
/** A subject can contain the names of repository, branch and workflow. */
const MAX_CLAIM = 512;
/** More of a claim is never looked at. */
const MAX_CLAIM_READ = 2_000;
const TokenResponse = schemas/* object */.Ikc({
    value: schemas/* string */.YjP().check(api/* _regex */.Fk(/^[\w-]+\.[\w-]+\.[\w-]+$/), api/* _maxLength */.Eb(20_000)),
});
const Claims = schemas/* record */.g1P(schemas/* string */.YjP(), schemas/* unknown */.L5J());
/**
 * Requests an ID token from GitHub. `@actions/core` is not used for this: it prints the bearer token of
 * the request when `NODE_DEBUG=http` is set.
 */
async function fetchIdToken({ bearer, url }, audience, context) {
    return sendWithRetry({
        service: 'GitHub',
        request: () => {
            const withAudience = new URL(url);
            withAudience.searchParams.append('audience', audience);
            return {
                method: 'GET',
                url: withAudience,
                headers: { Accept: 'application/json', Authorization: `Bearer ${bearer}` },
                body: '',
            };
        },
        read: (response) => {
            const token = readBody(TokenResponse, response)?.value;
            return token === undefined ? undefined : parseIdToken(token);
        },
        texts: ID_TOKEN_TEXTS,
    }, context);
}
/** Parses an ID token. A token whose claims cannot be read has none, and is sent all the same. */
function parseIdToken(token) {
    const claims = claimsOf(token);
    const expires = claims['exp'];
    return { token, claims, expiresAt: typeof expires === 'number' ? expires * 1_000 : Infinity };
}
/**
 * The claims of an ID token that a trust policy or a mapping must match, one a line.
 *
 * @param quote makes a text of at most the given length fit to be shown
 */
function describeClaims({ claims }, quote) {
    return SHOWN_CLAIMS.map((name) => {
        const claim = claims[name] ?? '';
        const text = typeof claim === 'string' ? claim : JSON.stringify(claim);
        return `${name}: ${quote(text.slice(0, MAX_CLAIM_READ), MAX_CLAIM) || '(none)'}`;
    });
}
function claimsOf(token) {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8');
    try {
        return Claims.parse(JSON.parse(payload));
    }
    catch {
        // The parser's message quotes the token, so nothing of it is kept.
        return {};
    }
}

;// CONCATENATED MODULE: ./build/auth/project-texts.js


/** A name has 64 characters; each may become two, where it could begin a workflow command. */
const MAX_NAME = 128;
/** The name of a project, fit to be shown. */
function quotedName(name, secrets) {
    return secrets.quote(name, MAX_NAME);
}
/**
 * What to say when IAM does not list the projects.
 *
 * @param project the project in the middle of a sentence
 */
function lookupTexts(project, credentials, advice) {
    return {
        refused: (status, serviceMessage) => {
            switch (status) {
                case 401: {
                    const refused = refusedCredentials(serviceMessage, { ...credentials, advice });
                    return {
                        message: `the look-up of ${project} failed: ${refused.message}`,
                        advice: refused.advice,
                    };
                }
                case 403:
                    return {
                        message: `IAM does not allow these credentials to look up ${project}`,
                        advice: 'Give project_id, or grant the action iam:projects:listProjects to the credentials',
                    };
                default:
                    return {
                        message: `IAM did not return ${project} (HTTP ${status})`,
                        advice: 'Check region (or iam_endpoint), or give project_id',
                    };
            }
        },
        unreachable: 'Check region (or iam_endpoint), and whether a firewall blocks the connection, or give project_id',
    };
}
/** What to say when IAM gives no token for an ID token, which is for a project. */
function tokenTexts(project) {
    const variable = project.kind === 'look_up' ? project.variable : undefined;
    if (variable === undefined)
        return IAM_TOKEN_TEXTS;
    return {
        ...IAM_TOKEN_TEXTS,
        refused: (status, serviceMessage) => {
            const explanation = IAM_TOKEN_TEXTS.refused(status, serviceMessage);
            const isAboutProject = status === 400 || status === 404;
            return isAboutProject
                ? { ...explanation, advice: `Check identity_provider and ${variable}, or give project_id` }
                : explanation;
        },
    };
}

;// CONCATENATED MODULE: ./build/auth/project.js



/** More projects are counted, not listed. */
const MAX_NAMED = 10;
/** Finds the one project with a name. It never creates one. */
async function findProject(lookup, { credentials, isSession }, context) {
    const { advice, secrets } = context;
    const { iamEndpoint: endpoint, name, variable } = lookup;
    const quoted = quotedName(name, secrets);
    const texts = lookupTexts(variable === undefined ? 'the project of the region' : `the project ${quoted}`, { hasToken: credentials.kind === 'token', isSession }, advice);
    const request = { credentials, endpoint, name };
    const listed = await listProjects(request, texts, context);
    if (!listed.ok)
        return failure(listed.error.reason);
    const matching = listed.value.filter((project) => project.name === name);
    const [project] = matching;
    if (project !== undefined && matching.length === 1)
        return success(project.id);
    const count = matching.length === 0 ? 'no project' : `${matching.length} projects`;
    // The list of keys is filtered by the name, so it does not show which names there are.
    const isFiltered = credentials.kind === 'keys' && variable !== undefined && matching.length === 0;
    const found = isFiltered ? await listAll(request, texts, context) : listed.value;
    const list = found === undefined ? 'unknown (IAM did not list them)' : describe(found, secrets);
    return failure({
        message: `IAM knows ${count} with the name ${quoted}; found: ${list}`,
        advice: variable === undefined
            ? 'Give the ID of the project in project_id'
            : `Check ${variable}, or give the ID of the project in project_id`,
    });
}
/** @returns undefined when IAM does not list them; the name is the problem all the same */
async function listAll({ credentials, endpoint }, texts, context) {
    const listed = await listProjects({ credentials, endpoint }, texts, context);
    return listed.ok ? listed.value : undefined;
}
function describe(projects, secrets) {
    if (projects.length === 0)
        return 'none';
    const named = projects
        .slice(0, MAX_NAMED)
        .map(({ id, name }) => `${secrets.quote(secrets.clean(name))} (${secrets.clean(id)})`);
    const more = projects.length > MAX_NAMED ? ` and ${projects.length - MAX_NAMED} more` : '';
    return `${named.join(', ')}${more}`;
}

;// CONCATENATED MODULE: ./build/auth/authenticate.js








/**
 * Gets credentials and project. Credentials that expire before the end of the run are refused at once,
 * because they are not renewed during the run.
 */
async function authenticate(target, context) {
    const { info, requests } = context;
    const { method, project, source } = target;
    const signedIn = await getCredentials(method, project, context);
    if (!signedIn.ok)
        return failure(signedIn.error.reason);
    const { credentials, expires, projectId } = signedIn.value;
    if (expires !== undefined) {
        if (expires.getTime() < requests.deadline) {
            return failure(expiresTooSoon(method, expires, requests.deadline));
        }
        info(`Signed in with ${source}. The credentials expire at ${expires.toISOString()}.`);
    }
    const isSession = method.kind !== 'static';
    if (project.kind === 'given') {
        return success({ credentials, isSession, projectId: project.id });
    }
    const found = projectId === undefined
        ? await findProject(project, { credentials, isSession }, requests)
        : success(projectId);
    if (!found.ok)
        return found;
    info(`${titleOf(project, requests.secrets)}: ${found.value}.`);
    return success({ credentials, isSession, projectId: found.value });
}
function titleOf({ name, variable }, secrets) {
    const quoted = quotedName(name, secrets);
    return variable === undefined ? `Project of the region ${quoted}` : `Project ${quoted}`;
}
async function getCredentials(method, project, context) {
    switch (method.kind) {
        case 'static':
            return success({ credentials: method.credentials });
        case 'agency':
            return withAgency(context);
        case 'sts':
        case 'iam':
            return withIdToken(method, project, context);
    }
}
async function withAgency({ connectToMetadata, requests, }) {
    const transport = connectToMetadata();
    try {
        const context = { ...requests, transport, proxied: false };
        return masked(await agencyKeys(METADATA_TEXTS, context), requests.secrets);
    }
    finally {
        await transport.close();
    }
}
async function withIdToken(method, project, { info, requests }) {
    const { secrets } = requests;
    const fetched = await fetchIdToken(method.idTokenSource, method.audience, requests);
    if (!fetched.ok)
        return fetched;
    const { expiresAt, token } = fetched.value;
    secrets.mask(token);
    // An attempt after the end of the ID token would be refused for that reason alone.
    const deadline = Math.min(requests.deadline, expiresAt);
    const result = masked(await exchange(method, project, token, { ...requests, deadline }), secrets);
    if (!result.ok && result.error.refused) {
        info('The ID token of this job has these claims:');
        const claims = describeClaims(fetched.value, (text, maxLength) => secrets.quote(text, maxLength));
        for (const claim of claims)
            info(`  ${claim}`);
    }
    return result;
}
async function exchange(method, project, idToken, context) {
    switch (method.kind) {
        case 'sts':
            return assumeAgency(method.agency, idToken, STS_TEXTS, context);
        case 'iam': {
            const { endpoint, identityProvider } = method;
            const scope = project.kind === 'given' ? { id: project.id } : { name: project.name };
            const request = { endpoint, identityProvider, scope };
            return tokenForIdToken(request, idToken, tokenTexts(project), context);
        }
    }
}
function masked(result, secrets) {
    if (result.ok)
        for (const secret of authenticate_secretsOf(result.value.credentials))
            secrets.mask(secret);
    return result;
}
function authenticate_secretsOf(credentials) {
    switch (credentials.kind) {
        case 'token':
            return [credentials.token];
        case 'keys': {
            const { accessKey, secretKey, securityToken = '' } = credentials;
            return [accessKey, secretKey, securityToken];
        }
    }
}
function expiresTooSoon(method, expires, deadline) {
    const end = new Date(deadline).toISOString();
    return {
        message: `the credentials expire at ${expires.toISOString()}, before the end of the run at ${end}`,
        advice: method.kind === 'sts'
            ? 'Give a smaller timeout or a longer session_duration, and check the clock of the runner'
            : 'Give a smaller timeout, and check the clock of the runner',
    };
}

;// CONCATENATED MODULE: ./build/fleet/batches.js
/**
 * Splits the servers into batches, in order.
 *
 * @param size servers in one batch, at least 1
 */
function splitIntoBatches(servers, size) {
    const batches = [];
    for (let start = 0; start < servers.length; start += size) {
        batches.push(servers.slice(start, start + size));
    }
    return batches;
}
/** Splits a refused batch, to find the server because of which it is refused; in order, none empty. */
function halves(servers) {
    const middle = Math.ceil(servers.length / 2);
    return [servers.slice(0, middle), servers.slice(middle)].filter((half) => half.length > 0);
}

;// CONCATENATED MODULE: ./build/fleet/not-ready.js
/** The least time until a server that is not ready is sent again. */
const MIN_WAIT_MS = 60_000;
/** Whether a failure may pass when the server is ready. The executor waits for that, not the sender. */
function isNotReady(retry) {
    return retry?.notReady === true;
}
/** Without a delay a server would be sent again at once, as often as the service responds. */
function delayOf(retry) {
    return Math.max(MIN_WAIT_MS, retry?.minDelayMs ?? 0);
}
/** The retry of servers that are all not ready; undefined if one of them failed otherwise. */
function notReadyOf(failures) {
    let last;
    for (const { retry } of failures) {
        if (!isNotReady(retry))
            return undefined;
        last = retry;
    }
    return last;
}
function isNotReadyRefusal(result) {
    return result?.kind === 'refused' && isNotReady(result.retry) && result.contradicted.size === 0;
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./build/fleet/sender.js



/** Servers refused one after the other for a missing permission before the run stops. */
const MAX_FORBIDDEN_IN_A_ROW = 5;
/**
 * Sends calls: never more than `concurrency` at once, none while the service limits the rate, none
 * after a refusal that applies to all of them. Writes the ledger before and after each attempt.
 */
class Sender {
    #options;
    #refused = new AbortController();
    /** Aborted when nothing new may start: by the run, or by a refusal that applies to every call. */
    stop;
    #limit;
    #refusedBy;
    #pausedUntil = 0;
    #forbiddenInARow = 0;
    #anyAccepted = false;
    constructor(options) {
        this.#options = options;
        this.stop = AbortSignal.any([options.stop, this.#refused.signal]);
        this.#limit = (0,p_limit/* default */.A)(options.concurrency);
    }
    /** The refusal that applies to every call, once there is one. */
    get refusedBy() {
        return this.#refusedBy;
    }
    get isStopped() {
        return this.stop.aborted;
    }
    /**
     * Sends one call, and sends it again after failures that may pass.
     *
     * @returns the last result, or undefined when the call was not sent
     */
    async send(servers, search) {
        const { clock, deadline, maxRetries, observer } = this.#options;
        let last;
        for (let attempt = 1;; attempt += 1) {
            const tried = await this.#limit(() => this.#sendOnce(servers, attempt, search));
            if (tried === undefined)
                return last;
            const { result, waitMs } = tried;
            last = result;
            if (waitMs === undefined || attempt > maxRetries)
                return result;
            const reason = sender_reasonOf(result, servers);
            if (clock.now() + waitMs >= deadline) {
                observer.gaveUp({ reason, servers: servers.length, waitMs });
                return result;
            }
            if (this.isStopped)
                return result;
            const allCalls = isThrottled(result);
            observer.waiting({ reason, servers: servers.length, attempt, waitMs, allCalls });
            await clock.sleep(waitMs, this.stop);
        }
    }
    async #sendOnce(servers, attempt, search) {
        const { abort, call, ledger, random, repeatable } = this.#options;
        await this.#waitForPause();
        if (this.isStopped)
            return undefined;
        if (search !== undefined && attempt === 1) {
            if (search.calls >= search.maxFruitlessCalls && !search.fruitful)
                return undefined;
            search.calls += 1;
        }
        ledger.sending(servers);
        const result = await this.#endAllAfterException(call(servers, abort));
        ledger.record(servers, result);
        const retry = sender_retryOf(result, servers);
        const waitMs = retry === undefined ? undefined : backoffMs(retry.minDelayMs, attempt, random);
        // Before the limit starts the next call, which may have to wait or not to be sent at all.
        this.#applyToOtherCalls(result, search, waitMs);
        const mayRepeat = repeatable || result.kind === 'not_sent';
        return { result, waitMs: mayRepeat ? waitMs : undefined };
    }
    /** After an unexpected exception nothing new starts, so that the run can report what it knows. */
    async #endAllAfterException(result) {
        try {
            return await result;
        }
        catch (error) {
            this.#refused.abort();
            throw error;
        }
    }
    /** Waits as long as the service limits the rate of calls. */
    async #waitForPause() {
        const { clock } = this.#options;
        for (;;) {
            const leftMs = this.#pausedUntil - clock.now();
            if (leftMs <= 0 || this.isStopped)
                return;
            await clock.sleep(leftMs, this.stop);
        }
    }
    #applyToOtherCalls(result, search, waitMs) {
        if (result.kind === 'per_server') {
            this.#forbiddenInARow = 0;
            if (result.accepted.size === 0)
                return;
            this.#anyAccepted = true;
            if (search !== undefined)
                search.fruitful = true;
            return;
        }
        if (isThrottled(result) && waitMs !== undefined)
            this.#pause(waitMs, result.reason);
        const isForbidden = result.kind === 'refused' && result.forbidden === true;
        this.#forbiddenInARow = isForbidden ? this.#forbiddenInARow + 1 : 0;
        const isForbiddenForAll = this.#forbiddenInARow >= MAX_FORBIDDEN_IN_A_ROW && !this.#anyAccepted;
        const isRequestRefused = result.kind === 'refused' && result.scope === 'request';
        if (isForbiddenForAll || isRequestRefused)
            this.#stopAll(result.reason);
    }
    #pause(waitMs, reason) {
        const { clock, deadline } = this.#options;
        const until = clock.now() + waitMs;
        this.#pausedUntil = Math.max(this.#pausedUntil, until);
        // No call may be sent before the deadline, so the run ends now.
        if (until >= deadline)
            this.#stopAll(reason);
    }
    #stopAll(reason) {
        this.#refusedBy ??= reason;
        this.#refused.abort();
    }
}
function isThrottled(result) {
    return result.kind !== 'per_server' && result.retry?.throttled === true;
}
/**
 * A refusal that belongs to one server is only waited for when that server stands alone: in a batch
 * all the others would have to wait.
 */
function sender_retryOf(result, servers) {
    const alone = servers.length === 1 ? servers[0] : undefined;
    if (result.kind === 'per_server') {
        const retry = alone === undefined ? undefined : result.failed.get(alone)?.retry;
        return isNotReady(retry) ? undefined : retry;
    }
    const isForOneOfMany = result.kind === 'refused' && result.scope === 'server' && alone === undefined;
    return isForOneOfMany || isNotReady(result.retry) ? undefined : result.retry;
}
function sender_reasonOf(result, servers) {
    const failed = result.kind === 'per_server' ? result.failed.get(servers[0] ?? '') : undefined;
    return failed?.reason ?? result.reason;
}

;// CONCATENATED MODULE: ./build/fleet/waiting-list.js
/** Servers whose wait begins within this time are sent again together. In milliseconds. */
const WINDOW_MS = 5_000;
/** The servers that are busy or not ready yet. Each round of them waits and is sent on its own. */
class WaitingList {
    #options;
    #firstSeen = new Map();
    /** The rounds that still take servers. */
    #open = new Set();
    #rounds = [];
    constructor(options) {
        this.#options = options;
    }
    /** Whether a server may wait for another attempt, if the service reports now that it is not ready. */
    mayWait(id, delayMs) {
        const { clock, deadline, maxWaitMs } = this.#options;
        const now = clock.now();
        const due = now + delayMs;
        const first = this.#firstSeen.get(id) ?? now;
        return due - first <= maxWaitMs && due < deadline;
    }
    hasWaited(id) {
        return this.#firstSeen.has(id);
    }
    /** @returns whether the server waits; false where its time is over */
    add(id, delayMs) {
        if (!this.mayWait(id, delayMs))
            return false;
        const now = this.#options.clock.now();
        if (!this.#firstSeen.has(id))
            this.#firstSeen.set(id, now);
        this.#join(id, now + delayMs);
        return true;
    }
    /** Waits until every round is over, also those that begin meanwhile. */
    async finished() {
        for (const round of this.#rounds)
            await round;
    }
    #join(id, due) {
        for (const round of this.#open) {
            if (due < round.firstDue || due > round.firstDue + WINDOW_MS)
                continue;
            round.servers.push(id);
            round.due = Math.max(round.due, due);
            return;
        }
        const round = { servers: [id], firstDue: due, due };
        this.#open.add(round);
        const over = this.#run(round);
        // finished() reports the exception. Without this line it counts as unhandled until then.
        over.catch(() => undefined);
        this.#rounds.push(over);
    }
    async #run(round) {
        const { clock, observer, send, stop } = this.#options;
        const isStopped = () => stop.aborted;
        await clock.sleep(Math.min(WINDOW_MS, round.due - clock.now()), stop);
        this.#open.delete(round);
        if (isStopped())
            return;
        const waitMs = Math.max(0, round.due - clock.now());
        observer.waitingForServers({ servers: round.servers.length, waitMs });
        await clock.sleep(waitMs, stop);
        if (!isStopped())
            await send(round.servers);
    }
}

;// CONCATENATED MODULE: ./build/fleet/executor.js




/** How often the rest of a batch is sent again after the service named some of its servers. */
const MAX_ROUNDS = 25;
/** The same for servers that have waited, where the service names only some that are not ready. */
const MAX_ROUNDS_OF_NOT_READY = 16;
/** A batch whose parts accept nothing in this many calls is taken as refused as a whole. */
const MAX_FRUITLESS_CALLS = 32;
/** The same for servers that have waited, beside the call for the whole batch. */
const MAX_FRUITLESS_CALLS_OF_ROUND = 15;
/** A batch is not ready as a whole when its parts of this level are: the quarters. */
const WHOLE_LEVEL = 2;
/** The calls for the halves and quarters of a batch, and for the batch. */
const CALLS_FOR_WHOLE = 7;
/**
 * Brings every server to its end: sends the batches, repeats what may pass, leaves out the servers that
 * the service names, splits a refused batch until the server stands alone, and sends servers that were
 * not ready again after a minute. A call that may not be repeated is sent once and never split. The
 * outcome is in the ledger at every moment.
 *
 * @returns why batches were not sent after a refusal of the request itself, or undefined
 */
async function execute(servers, options) {
    const executor = new Executor(options);
    await executor.sendAll(servers);
    await executor.resendUnknown();
    return executor.refusedBy;
}
class Executor {
    #options;
    #sender;
    #waiting;
    constructor(options) {
        this.#options = options;
        this.#sender = new Sender(options);
        this.#waiting = new WaitingList({
            clock: options.clock,
            deadline: options.deadline,
            maxWaitMs: options.maxWaitMs,
            observer: options.observer,
            stop: this.#sender.stop,
            send: (servers) => this.#sendAgain(servers),
        });
    }
    get refusedBy() {
        return this.#sender.refusedBy;
    }
    /** Sends the servers in batches, and those that are not ready again, until none waits. */
    async sendAll(servers) {
        const { batchSize, observer } = this.#options;
        const batches = splitIntoBatches(servers, batchSize);
        await Promise.all(batches.map(async (batch, index) => {
            if (await this.#settle(batch)) {
                observer.settled({ batch: index + 1, batches: batches.length, servers: batch.length });
            }
        }));
        await this.#waiting.finished();
    }
    /** Sends servers once more. */
    async #sendAgain(servers) {
        const batches = splitIntoBatches(servers, this.#options.batchSize);
        await Promise.all(batches.map((batch) => this.#settle(batch)));
    }
    /** Sends the servers that are unknown once more, when everything else is settled. */
    async resendUnknown() {
        const { clock, deadline, ledger, observer, repeatable } = this.#options;
        const { resendUnknownAfterMs: waitMs } = this.#options;
        if (waitMs === 0 || !repeatable || this.#sender.isStopped)
            return;
        const servers = ledger.unknownIds();
        if (servers.length === 0 || clock.now() + waitMs >= deadline)
            return;
        observer.resendingUnknown({ servers: servers.length, waitMs });
        await clock.sleep(waitMs, this.#sender.stop);
        await this.#sendAgain(servers);
        await this.#waiting.finished();
    }
    /** @returns whether the servers were sent at all */
    async #settle(servers, search, round = 1) {
        const result = await this.#sender.send(servers, search);
        if (result === undefined)
            return false;
        await this.#goOn(servers, result, search, round);
        return true;
    }
    async #goOn(servers, result, search, round) {
        if (!this.#options.repeatable || this.#sender.isStopped)
            return;
        if (result.kind === 'per_server')
            await this.#afterNames(servers, result, search, round);
        else if (result.kind === 'refused')
            await this.#afterRefusal(servers, result, search);
    }
    async #afterNames(servers, { accepted, contradicted, failed, reason, resendRest }, search, round) {
        for (const [id, { retry }] of failed)
            if (isNotReady(retry))
                this.#wait([id], retry, search);
        if (!resendRest)
            return;
        const rest = servers.filter((id) => !accepted.has(id) && !failed.has(id) && !contradicted.has(id));
        if (rest.length === 0)
            return;
        const notReady = notReadyOf(failed.values());
        const maxRounds = this.#haveWaited(rest) ? MAX_ROUNDS_OF_NOT_READY : MAX_ROUNDS;
        if (round >= maxRounds && notReady !== undefined && this.#mayAllWait(rest, notReady)) {
            this.#wait(rest, notReady, search);
            return;
        }
        if (round < MAX_ROUNDS) {
            this.#options.observer.resendingRest({ reason, servers: rest.length });
            if (await this.#settle(rest, search, round + 1))
                return;
        }
        this.#leave(rest, undefined);
    }
    async #afterRefusal(servers, result, search = this.#newSearch(servers)) {
        const { contradicted, reason, retry, scope } = result;
        if (scope !== 'server' && scope !== 'batch')
            return;
        const rest = servers.filter((id) => !contradicted.has(id));
        if (servers.length === 1 && isNotReady(retry))
            this.#wait(rest, retry, search);
        if (servers.length === 1 || rest.length === 0)
            return;
        this.#options.observer.splitting({ reason, servers: rest.length });
        if (!isNotReady(retry)) {
            await this.#sendParts(halves(rest), result, search);
            return;
        }
        const [waiting, others] = this.#partition(rest, retry);
        if (others.length === 0)
            await this.#sendWhole(halves(rest), result, search, 1);
        else if (waiting.length === 0)
            await this.#sendParts(halves(rest), result, search);
        else {
            // The others have no further round, so the ready ones among them are searched for.
            const own = { ...search, calls: search.calls + CALLS_FOR_WHOLE };
            await Promise.all([
                this.#sendParts([waiting], result, search),
                this.#sendParts([others], result, own),
            ]);
        }
    }
    /**
     * Sends the parts of a refused batch, breadth first: the limit serves in order, so the healthy part
     * of a batch is found before the search spends its calls on the others.
     */
    async #sendParts(parts, refusal, search) {
        await Promise.all(parts.map(async (part) => {
            if (!(await this.#settle(part, search)))
                this.#leave(part, refusal.retry);
        }));
    }
    /**
     * Sends the parts of a batch that may be not ready as a whole.
     *
     * @param level 1 for halves, 2 for quarters
     */
    async #sendWhole(parts, refusal, search, level) {
        const results = await Promise.all(parts.map((part) => this.#sender.send(part, search)));
        if (!results.every(isNotReadyRefusal)) {
            await Promise.all(parts.map(async (part, index) => {
                const result = results[index];
                if (result === undefined)
                    this.#leave(part, refusal.retry);
                else
                    await this.#goOn(part, result, search, 1);
            }));
            return;
        }
        const larger = level < WHOLE_LEVEL ? parts.filter((part) => part.length > 1) : [];
        const others = parts.filter((part) => !larger.includes(part));
        this.#wait(others.flat(), refusal.retry, search);
        if (larger.length > 0) {
            await this.#sendWhole(larger.flatMap(halves), refusal, search, level + 1);
        }
    }
    /**
     * Leaves servers that are not sent again now. They keep their result. Those that it, or an earlier
     * response, reported as not ready wait for the next round.
     *
     * @param retry of the response for all of them
     */
    #leave(servers, retry) {
        if (this.#sender.isStopped)
            return;
        const isWhole = isNotReady(retry);
        const notReady = servers.filter((id) => isWhole || this.#waiting.hasWaited(id));
        this.#wait(notReady, isWhole ? retry : undefined, undefined);
    }
    #newSearch(servers) {
        const maxFruitlessCalls = this.#haveWaited(servers)
            ? MAX_FRUITLESS_CALLS_OF_ROUND
            : MAX_FRUITLESS_CALLS;
        return { calls: 0, maxFruitlessCalls, fruitful: false };
    }
    #haveWaited(servers) {
        return servers.some((id) => this.#waiting.hasWaited(id));
    }
    #mayAllWait(servers, retry) {
        return this.#partition(servers, retry)[1].length === 0;
    }
    /** @returns the servers that may wait, and those whose time is over */
    #partition(servers, retry) {
        const waiting = [];
        const others = [];
        for (const id of servers) {
            (this.#waiting.mayWait(id, delayOf(retry)) ? waiting : others).push(id);
        }
        return [waiting, others];
    }
    /** Sets servers aside, to be sent again together after their delay. */
    #wait(servers, retry, search) {
        for (const id of servers) {
            const waits = this.#waiting.add(id, delayOf(retry));
            if (waits && search !== undefined)
                search.fruitful = true;
        }
    }
}

;// CONCATENATED MODULE: ./build/fleet/cancellation.js
/** The runner kills a cancelled step after about ten seconds; the report needs some of them. */
const GRACE_MS = 4_000;
/**
 * Watches the deadline and the request to cancel the run. At the deadline everything ends at once. A
 * cancelled run gives the calls under way a few seconds, because a response tells more than
 * `unknown`.
 *
 * @param timeoutMs for the whole run, from now
 * @param cancelled aborted when the runner asks the step to end
 */
function watchLimits(clock, timeoutMs, cancelled) {
    const stop = new AbortController();
    const abort = new AbortController();
    const released = new AbortController();
    let cause;
    const after = async (ms, act) => {
        await clock.sleep(ms, released.signal);
        if (!released.signal.aborted)
            act();
    };
    const cancel = () => {
        cause ??= 'cancelled';
        stop.abort();
        void after(GRACE_MS, () => {
            abort.abort();
        });
    };
    if (cancelled.aborted)
        cancel();
    else
        cancelled.addEventListener('abort', cancel);
    void after(timeoutMs, () => {
        cause ??= 'timed_out';
        stop.abort();
        abort.abort();
    });
    return {
        deadline: clock.now() + timeoutMs,
        stop: stop.signal,
        abort: abort.signal,
        endCause: () => cause,
        release: () => {
            cancelled.removeEventListener('abort', cancel);
            released.abort();
            abort.abort();
        },
    };
}

;// CONCATENATED MODULE: ./build/huaweicloud/reset-response.js


const reset_response_NONE = new Map();
/**
 * The result of a batch call, by what the response says of each server. A server that `internalError`
 * names failed with that error, whatever the error would mean for a whole request. The servers that it
 * does not name are sent again without the others. A server in `response` is accepted, unless the
 * response also reports it, or the whole request, as failed.
 */
function batchResult(servers, response, context) {
    const { error, hasServerErrors, perServer } = response;
    const namesFailed = servers.some((id) => perServer.has(id));
    if (error === undefined && reset_response_isSuccess(response)) {
        // A check has no documented response of its own: without any error every server passed.
        if (context.dryRun && !hasServerErrors)
            return allAccepted(servers, response, context);
        const reason = unnamedReason(response, context);
        return perServerResult(servers, response, context, { resendRest: namesFailed, reason });
    }
    const whole = classify(error, response, context);
    if (error === undefined || !namesFailed || outranks(whole, response)) {
        return wholeResult(whole, contradictions(servers, response, context));
    }
    return perServerResult(servers, response, context, { resendRest: true, reason: whole.reason });
}
/** The result of a call for one server. */
function singleResult(servers, response, context) {
    const { error, hasServerErrors } = response;
    if (error === undefined && reset_response_isSuccess(response) && !hasServerErrors) {
        return allAccepted(servers, response, context);
    }
    return wholeResult(classify(error, response, context), reset_response_NONE);
}
function reset_response_isSuccess({ form, status }) {
    return status < 300 && (form === 'empty' || form === 'object');
}
/** An error above the errors per server that is about the request, or may pass, or tells nothing. */
function outranks({ lost, retry, scope }, { error, status }) {
    if (lost)
        return status >= 300;
    // A status alone, such as 403, may be due to the servers that are named.
    if (knownCode(error?.code) === undefined)
        return false;
    return scope === 'request' || (scope === 'call' && retry !== undefined);
}
function wholeResult({ forbidden, lost, reason, retry, scope }, contradicted) {
    const again = retry === undefined ? {} : { retry };
    if (lost)
        return { kind: 'lost', reason, ...again };
    return {
        kind: 'refused',
        reason,
        scope,
        contradicted,
        ...again,
        ...(forbidden && { forbidden }),
    };
}
function allAccepted(servers, response, context) {
    return {
        kind: 'per_server',
        accepted: new Set(servers),
        failed: new Map(),
        contradicted: reset_response_NONE,
        resendRest: false,
        reason: unnamedReason(response, context),
        ...(response.requestId !== undefined && { requestId: response.requestId }),
    };
}
function perServerResult(servers, response, context, unnamed) {
    const { accepted, perServer, requestId } = response;
    const contradicted = contradictions(servers, response, context);
    const failed = new Map();
    for (const id of servers) {
        const error = contradicted.has(id) ? undefined : perServer.get(id);
        if (error !== undefined)
            failed.set(id, classifyServer(error, response, context));
    }
    return {
        kind: 'per_server',
        accepted: new Set(servers.filter((id) => accepted?.has(id) && !contradicted.has(id))),
        failed,
        contradicted,
        ...unnamed,
        ...(requestId !== undefined && { requestId }),
    };
}
/** The servers in `response` that the same response also reports as failed, alone or with all others. */
function contradictions(servers, response, context) {
    const { accepted, error, perServer } = response;
    if (accepted === undefined || (error === undefined && perServer.size === 0))
        return reset_response_NONE;
    const contradicted = new Map();
    for (const id of servers) {
        const failure = perServer.get(id) ?? error;
        if (failure === undefined || !accepted.has(id))
            continue;
        contradicted.set(id, contradictionReason(failure, response, context));
    }
    return contradicted;
}
function contradictionReason({ code }, { requestId }, { advice }) {
    return {
        ...(code !== undefined && { code }),
        ...(requestId !== undefined && { requestId }),
        message: 'the response reports the server both as accepted and as failed',
        advice: advice.outcomeUnknown,
    };
}
/** The reason for servers that the response does not name. */
function unnamedReason({ requestId }, { advice }) {
    return {
        ...(requestId !== undefined && { requestId }),
        message: 'the response does not say what became of the server',
        advice: advice.outcomeUnknown,
    };
}

;// CONCATENATED MODULE: ./build/huaweicloud/ecs.js




/** The three calls that reset a password: one for many servers, and two for one server each. */
const APIS = ['batch', 'v1', 'v2.1'];
/** The characters of messages that are cleaned in one response; the others are not shown. */
const MAX_CLEANED_CHARACTERS = 64_000;
/**
 * The call that asks the service to reset servers. The single calls take exactly one server.
 *
 * Sources: ECS API reference, "Resetting Passwords for ECSs in Batches" (batch, v1), "Resetting the
 * Password for Logging In to an ECS" (v1, and the discarded v2.1).
 */
function createResetCall(request, session, context) {
    const { clock, secrets, transport, userAgent } = context;
    const { credentials, isSession, projectId } = session;
    const { api, dryRun, password } = request;
    const batch = api === 'batch';
    const now = () => clock.now();
    const errorContext = {
        advice: context.advice,
        now,
        batch,
        dryRun,
        hasPassword: password !== undefined,
        hasToken: credentials.kind === 'token',
        isSession,
    };
    return async (servers, abort) => {
        const unsigned = resetRequest(request, projectId, servers);
        const signed = authenticated(unsigned, { credentials, projectId, userAgent, now });
        const result = await transport.send(signed, abort);
        if (result.kind === 'failure')
            return networkResult(result, context);
        const response = response_withoutSecrets(parseResponse(result), (text) => secrets.isIn(text));
        const clean = cleanWithinBudget((text) => secrets.clean(text));
        return batch
            ? batchResult(servers, response, { ...errorContext, clean })
            : singleResult(servers, response, { ...errorContext, clean });
    };
}
function resetRequest(request, projectId, servers) {
    return {
        method: 'PUT',
        url: new URL(request.endpoint + resetPath(request.api, projectId, servers)),
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(resetBody(request, servers)),
    };
}
function resetPath(api, projectId, [server = '']) {
    switch (api) {
        case 'batch':
            return `/v1/${projectId}/cloudservers/os-reset-passwords`;
        case 'v1':
            return `/v1/${projectId}/cloudservers/${server}/os-reset-password`;
        case 'v2.1':
            return `/v2.1/${projectId}/servers/${server}/os-reset-password`;
    }
}
function resetBody({ api, checkPassword, dryRun, password }, servers) {
    switch (api) {
        case 'batch':
            return { new_password: password, dry_run: dryRun, servers: servers.map((id) => ({ id })) };
        case 'v1':
            // Huawei Cloud Stack does not define the member, and false is its default elsewhere.
            return {
                'reset-password': {
                    new_password: password,
                    ...(checkPassword && { is_check_password: true }),
                },
            };
        case 'v2.1':
            return { 'reset-password': { new_password: password } };
    }
}
/**
 * Cleans the messages of one response: each text once, and no more than the budget, so that a large
 * response cannot keep the process from the deadline or a signal.
 */
function cleanWithinBudget(clean) {
    const cleaned = new Map();
    let charactersLeft = MAX_CLEANED_CHARACTERS;
    return (text) => {
        const known = cleaned.get(text);
        if (known !== undefined)
            return known;
        charactersLeft -= text.length;
        const result = charactersLeft < 0 ? '' : clean(text);
        cleaned.set(text, result);
        return result;
    };
}
/** A request without a response: `lost` if it may have reached the service, else `not_sent`. */
function networkResult({ error, maybeSent }, context) {
    return {
        kind: maybeSent ? 'lost' : 'not_sent',
        reason: {
            message: networkErrorMessage(error),
            advice: networkErrorAdvice(error, maybeSent, context),
        },
        ...(isRetryable(error) && { retry: {} }),
    };
}

// EXTERNAL MODULE: ./node_modules/undici/lib/dispatcher/agent.js
var agent = __webpack_require__(7405);
;// CONCATENATED MODULE: ./build/huaweicloud/transport.js
// Imported by its file: the main module of undici loads much that only proxies need (see core.ts).



/** Time to get a connection, TLS included. */
const CONNECT_TIMEOUT_MS = 10_000;
/** The largest response names 1,000 servers with a reason each: some 400 kB. */
const MAX_RESPONSE_BYTES = 4 * 1024 * 1024;
const MAX_HEADER_BYTES = 64 * 1024;
/**
 * HTTP with certificates always verified, also where `NODE_TLS_REJECT_UNAUTHORIZED=0` is set, because
 * the requests carry passwords. More authorities come from `NODE_EXTRA_CA_CERTS`.
 *
 * @param timeoutMs for one request, from the connection to the last byte of the response
 */
function createTransport(options) {
    const { proxies, timeoutMs } = options;
    const dispatchers = new Dispatchers(Math.min(CONNECT_TIMEOUT_MS, timeoutMs));
    return {
        async send(request, abort) {
            const dispatcher = await dispatchers.get(proxyFor(request.url, proxies));
            return transport_exchange(dispatcher, request, timeoutMs, abort);
        },
        close: () => dispatchers.close(),
    };
}
/** The dispatchers in use: the direct one, and one for each proxy. */
class Dispatchers {
    #connectTimeoutMs;
    #open = new Map();
    constructor(connectTimeoutMs) {
        this.#connectTimeoutMs = connectTimeoutMs;
    }
    /** @param proxy its address; undefined for direct connections */
    get(proxy) {
        const open = this.#open.get(proxy) ?? createDispatcher(proxy, this.#connectTimeoutMs);
        this.#open.set(proxy, open);
        return open;
    }
    async close() {
        const open = Array.from(this.#open.values(), async (dispatcher) => (await dispatcher).destroy());
        // A connection that cannot be closed must not prevent the report.
        await Promise.allSettled(open);
    }
}
async function createDispatcher(proxy, connectTimeoutMs) {
    const tls = { timeout: connectTimeoutMs, rejectUnauthorized: true };
    const options = {
        connect: tls,
        // One protocol, so that there is one way to tell whether a request has been sent.
        allowH2: false,
        maxHeaderSize: MAX_HEADER_BYTES,
        // The request has its own timer; these would only add a second, coarser one.
        headersTimeout: 0,
        bodyTimeout: 0,
    };
    if (proxy === undefined)
        return new agent(options);
    const { ProxyAgent } = await __webpack_require__.e(/* import() */ 752).then(__webpack_require__.t.bind(__webpack_require__, 6752, 19));
    return new ProxyAgent({ ...options, uri: proxy, requestTls: tls, proxyTls: tls });
}
function transport_exchange(dispatcher, request, timeoutMs, abort) {
    return new Promise((resolve) => {
        let maybeSent = false;
        let done = false;
        let controller;
        let status = 0;
        let headers = {};
        let size = 0;
        const chunks = [];
        const finish = (result) => {
            if (done)
                return;
            done = true;
            clearTimeout(timer);
            abort.removeEventListener('abort', onAbort);
            // Undici frees the connection after this; only then can the next call use it.
            setImmediate(resolve, result);
        };
        const fail = (error) => {
            finish({ kind: 'failure', error, maybeSent, ...(status > 0 && { status }) });
            controller?.abort(new Error(error));
        };
        const onAbort = () => {
            fail('aborted');
        };
        const timer = setTimeout(() => {
            fail('timeout');
        }, timeoutMs);
        abort.addEventListener('abort', onAbort);
        if (abort.aborted) {
            fail('aborted');
            return;
        }
        const { method, url, body } = request;
        dispatcher.dispatch({
            origin: url.origin,
            path: url.pathname + url.search,
            method,
            headers: { ...request.headers },
            body,
        }, {
            // Called when a connection is open and just before the first byte is written to it.
            onRequestStart(startedController) {
                controller = startedController;
                if (done)
                    startedController.abort(new Error('ended before it was sent'));
                else
                    maybeSent = true;
            },
            onResponseStart(_controller, statusCode, responseHeaders) {
                status = statusCode;
                headers = flatten(responseHeaders);
            },
            onResponseData(_controller, chunk) {
                size += chunk.length;
                if (size > MAX_RESPONSE_BYTES)
                    fail('too large');
                else if (!done)
                    chunks.push(chunk);
            },
            onResponseEnd() {
                finish({
                    kind: 'response',
                    status,
                    headers,
                    body: Buffer.concat(chunks).toString('utf8'),
                });
            },
            onResponseError(_controller, error) {
                fail(networkErrorOf(error, maybeSent));
            },
        });
    });
}
function flatten(headers) {
    return Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => {
        const first = Array.isArray(value) ? value[0] : value;
        return first === undefined ? [] : [[name.toLowerCase(), first]];
    }));
}

;// CONCATENATED MODULE: ./build/version.js
/** The version of the action, as in package.json. */
const VERSION = '0.1.0';

;// CONCATENATED MODULE: ./build/actions/reset/reset.js











const USER_AGENT = `reset-ecs-passwords/${VERSION}`;
const NO_PROXIES = { https: '', http: '', except: '' };
const END_REASONS = {
    cancelled: { message: 'the run was cancelled', advice: RUN_AGAIN },
    timed_out: {
        message: 'the run reached its timeout',
        advice: `${RUN_AGAIN}, or give a longer timeout`,
    },
};
/**
 * Signs in and sends the batches. The outcomes are in the ledger.
 *
 * @returns why servers that were never sent were not sent
 */
async function resetServers(plan) {
    const { context, settings } = plan;
    const { clock, core } = context;
    const limits = watchLimits(clock, settings.timeoutMs, context.cancelled);
    let transport;
    try {
        transport = createTransport({
            timeoutMs: settings.requestTimeoutMs,
            proxies: settings.proxies,
        });
        const reason = await sendBatches(plan, requestContext(plan, transport, limits));
        const cause = limits.endCause();
        return cause === undefined ? reason : END_REASONS[cause];
    }
    catch (error) {
        core.error((0,log/* internalError */.WB)(error), { title: report_report/* TITLE */.ly });
        return { message: 'an internal error ended the run', advice: 'Please report it' };
    }
    finally {
        limits.release();
        await transport?.close();
    }
}
function requestContext({ context, secrets, settings }, transport, { abort, deadline, stop }) {
    return {
        transport,
        userAgent: USER_AGENT,
        proxied: settings.proxies.http !== '' || settings.proxies.https !== '',
        clock: context.clock,
        random: context.random,
        maxRetries: settings.maxRetries,
        deadline,
        stop,
        abort,
        secrets,
        advice: RESET_ADVICE,
        observer: (0,log/* requestLog */.Ml)(context.core),
    };
}
async function sendBatches({ context, ledger, settings, target }, requests) {
    const { core } = context;
    const session = await authenticate(target, {
        requests,
        connectToMetadata: () => createTransport({ timeoutMs: METADATA_TIMEOUT_MS, proxies: NO_PROXIES }),
        info: (line) => {
            core.info(line);
        },
    });
    if (!session.ok)
        return session.error;
    const { api, checkPassword, dryRun, password } = settings;
    const request = { endpoint: target.endpoint, api, password, dryRun, checkPassword };
    const refusedBy = await execute(settings.servers, {
        call: createResetCall(request, session.value, requests),
        repeatable: true,
        ledger,
        observer: progressLog(core, ledger, settings.batchSize),
        batchSize: settings.batchSize,
        // A check has nothing to gain from a server that becomes ready.
        maxWaitMs: dryRun ? 0 : settings.waitForServersMs,
        resendUnknownAfterMs: dryRun ? 0 : settings.retryUnknownAfterMs,
        clock: requests.clock,
        random: requests.random,
        concurrency: settings.concurrency,
        maxRetries: settings.maxRetries,
        deadline: requests.deadline,
        stop: requests.stop,
        abort: requests.abort,
    });
    return notSentAfter(refusedBy);
}
function notSentAfter(refusedBy) {
    return refusedBy === undefined
        ? { message: 'the server was in no request', advice: RUN_AGAIN }
        : {
            message: `not sent, because another call was refused: ${refusedBy.message}`,
            advice: refusedBy.advice,
        };
}

;// CONCATENATED MODULE: ./build/huaweicloud/regions.js
/**
 * Clouds that do not follow the pattern `https://ecs.{region}.myhuaweicloud.com`: the European
 * site, whose regions begin with `eu-west-1`, has its own domain (provider documentation of
 * Terraform for Huawei Cloud); Open Telekom Cloud publishes its hosts in its list of endpoints.
 */
function domainOf(region) {
    if (region === 'eu-de' || region === 'eu-nl')
        return 'otc.t-systems.com';
    if (region.startsWith('eu-west-1'))
        return 'myhuaweicloud.eu';
    return 'myhuaweicloud.com';
}
/** The regions for which the official SDKs (for Go, 2026-03) have an endpoint of STS. */
const STS_REGIONS = new Set([
    'af-south-1',
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'cn-east-3',
    'cn-north-4',
    'cn-south-1',
    'cn-southwest-2',
    'la-south-2',
    'sa-brazil-1',
    'tr-west-1',
]);
/**
 * The base URL of the ECS service in a region, without a slash at its end. A region that is not
 * known here follows the pattern, so that a new one works at once.
 *
 * @param region a plain name of lower-case letters, digits and hyphens, for example `cn-north-4`
 */
function ecsEndpoint(region) {
    return endpointOf('ecs', region);
}
/** The base URL of the IAM service of a region, by the same pattern. */
function iamEndpoint(region) {
    return endpointOf('iam', region);
}
/**
 * The base URL of the STS service of a region; undefined where none is published.
 */
function stsEndpoint(region) {
    return STS_REGIONS.has(region) ? endpointOf('sts', region) : undefined;
}
function endpointOf(service, region) {
    return `https://${service}.${region}.${domainOf(region)}`;
}
/** Whether an endpoint belongs to the cloud that the region belongs to, by its domain. */
function isInCloudOf(region, endpoint) {
    return new URL(endpoint).hostname.endsWith(`.${domainOf(region)}`);
}

;// CONCATENATED MODULE: ./build/inputs/endpoints.js


const REGION = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
/**
 * The endpoints of the cloud's services: from the inputs, else from the region. A missing endpoint is a
 * problem only when it is needed.
 */
class Endpoints {
    /** Empty when it is not given. */
    region;
    #inputs;
    /** Undefined when not given, empty when not valid. */
    #endpoint;
    #iamEndpoint;
    #stsEndpoint;
    #iam;
    constructor(inputs) {
        this.#inputs = inputs;
        this.region = readRegion(inputs);
        this.#endpoint = readEndpoint(inputs, 'endpoint', 'ecs');
        this.#iamEndpoint = readEndpoint(inputs, 'iam_endpoint', 'iam');
        this.#stsEndpoint = readEndpoint(inputs, 'sts_endpoint', 'sts');
    }
    /** Neither region nor endpoint is given. This is one problem, from which others would follow. */
    get isRegionMissing() {
        return this.region === '' && this.#endpoint === undefined;
    }
    /** Base URL of ECS, without a slash at its end. */
    ecs() {
        if (this.#endpoint !== undefined)
            return this.#endpoint;
        if (!this.isRegionMissing)
            return this.#fromRegion('endpoint', 'ECS', ecsEndpoint);
        this.#inputs.addProblem('region', 'is empty: give the region of the servers, such as cn-north-4, or endpoint');
        return '';
    }
    /** Base URL of IAM, which both a sign-in and the search for the project need. */
    iam() {
        this.#iam ??= this.#iamEndpoint ?? this.#fromRegion('iam_endpoint', 'IAM', iamEndpoint);
        return this.#iam;
    }
    /** Base URL of STS. */
    sts() {
        return this.#stsEndpoint ?? this.#fromRegion('sts_endpoint', 'STS', stsEndpoint);
    }
    /**
     * The endpoint of the region. There is none where another input names an endpoint in another cloud,
     * because credentials and passwords of one cloud would be sent to the other.
     */
    #fromRegion(input, service, ofRegion) {
        const { region } = this;
        const isRegionInvalid = region === '' ? this.isRegionMissing : !REGION.test(region);
        const given = [
            ['endpoint', this.#endpoint],
            ['iam_endpoint', this.#iamEndpoint],
            ['sts_endpoint', this.#stsEndpoint],
        ];
        // A problem already, and no endpoint follows from it.
        if (isRegionInvalid || given.some(([, endpoint]) => endpoint === ''))
            return '';
        const elsewhere = given.find(([, endpoint]) => endpoint !== undefined && !isInCloudOf(region, endpoint));
        const found = region === '' || elsewhere !== undefined ? undefined : ofRegion(region);
        if (found !== undefined)
            return found;
        const why = region === ''
            ? `there is no region from which the endpoint of ${service} would follow`
            : elsewhere !== undefined
                ? `${elsewhere[0]} belongs to another cloud than the region, so the endpoint of ${service} does not follow from the region`
                : `no endpoint of ${service} is published for the region ${region}`;
        this.#inputs.addProblem(input, `is empty, and ${why}: give it`);
        return '';
    }
}
function readRegion(inputs) {
    const { name, value } = inputs.textOr('region', ['HUAWEI_CLOUD_REGION', 'HW_REGION_NAME']);
    if (value !== '' && !REGION.test(value)) {
        inputs.addProblem(name, 'is not a valid region name: write one such as cn-north-4, in lower case');
    }
    return value;
}
function readEndpoint(inputs, input, service) {
    const given = inputs.text(input);
    if (given === '')
        return undefined;
    const problem = endpointProblem(given, service);
    if (problem === undefined)
        return new URL(given).href.replace(/(?<!\/)\/+$/, '');
    inputs.addProblem(input, problem);
    return '';
}

;// CONCATENATED MODULE: ./build/auth/session-name.js
/**
 * The name under which the session appears in the audit log of the cloud, so that it leads back to
 * the run: 2 to 128 letters, digits and `_+=,.@-` (STS API reference).
 */
function sessionName(environment) {
    const plain = (name) => (environment[name] ?? '').replace('/', '+').replace(/[^\w+=,.@-]/g, '-');
    const run = `@run-${plain('GITHUB_RUN_ID')}`.slice(0, 40);
    return `${plain('GITHUB_REPOSITORY').slice(0, 128 - run.length)}${run}`;
}

;// CONCATENATED MODULE: ./build/auth/auth-method.js





/** The session outlasts the run by this much, for clocks that differ and for the sign-in itself. */
const SESSION_MARGIN_SECONDS = 300;
/** A given duration must be longer by this much, because the end may be in whole seconds. */
const MIN_MARGIN_SECONDS = 60;
const DEFAULT_AUDIENCE = 'https://iam.myhuaweicloud.com';
const INVALID = { kind: 'invalid' };
/**
 * Chooses how to sign in: keys or a token from inputs; OIDC or the agency of the ECS where an input
 * requests it; else the environment. Inputs that request two methods at once are a problem.
 */
function readAuthMethod(inputs, event, endpoints, { dryRun, timeoutSeconds }) {
    const requested = requestedMethod(inputs);
    const audience = readAudience(inputs);
    const needsIdToken = requested?.kind === 'sts' || requested?.kind === 'iam';
    const skipReason = dryRun && needsIdToken ? missingIdToken(inputs, event) : undefined;
    // Values from secrets are empty there, so inputs that belong to them may be given without them.
    const isIncomplete = dryRun && event.withoutSecrets !== undefined;
    const sessionSeconds = readSessionSeconds(inputs, requested, timeoutSeconds, isIncomplete);
    if (skipReason !== undefined)
        return { kind: 'skipped', skipReason };
    switch (requested?.kind) {
        case 'agency':
            return { kind: 'method', chosen: { source: 'ECS agency', method: { kind: 'agency' } } };
        case 'sts': {
            const agency = readAgency(inputs, endpoints, sessionSeconds);
            const source = readIdTokenSource(inputs, event, requested.input);
            if (source === undefined)
                return INVALID;
            const method = { kind: 'sts', idTokenSource: source, audience, agency };
            return { kind: 'method', chosen: { source: 'OIDC (STS)', method } };
        }
        case 'iam': {
            const identityProvider = readIdentityProvider(inputs);
            const endpoint = endpoints.iam();
            const source = readIdTokenSource(inputs, event, requested.input);
            if (source === undefined)
                return INVALID;
            const use = { idTokenSource: source, audience };
            const method = { kind: 'iam', ...use, endpoint, identityProvider };
            return { kind: 'method', chosen: { source: 'OIDC (IAM)', method } };
        }
        case 'inputs':
        case undefined:
            return readStatic(inputs, event, dryRun);
    }
}
function requestedMethod(inputs) {
    const first = (names) => names.find((name) => inputs.text(name) !== '');
    const agency = inputs.choice('use_ecs_agency', ['true', 'false'], 'false') === 'true';
    const candidates = [
        ['inputs', first(CREDENTIAL_INPUTS)],
        ['sts', first(['oidc_provider_urn', 'agency_urn'])],
        ['iam', first(['identity_provider'])],
        ['agency', agency ? 'use_ecs_agency' : undefined],
    ];
    const [requested, ...others] = candidates.flatMap(([kind, input]) => input === undefined ? [] : [{ kind, input }]);
    if (requested !== undefined && others.length > 0) {
        const names = others.map(({ input }) => input).join(' and ');
        inputs.addProblem(requested.input, `is given together with ${names}: give only one method to sign in`);
    }
    return requested;
}
function readStatic(inputs, event, dryRun) {
    const before = inputs.problems.length;
    const found = findCredentials(inputs);
    if (found !== undefined) {
        const { credentials, source } = found;
        return { kind: 'method', chosen: { source, method: { kind: 'static', credentials } } };
    }
    if (inputs.problems.length > before)
        return INVALID;
    if (dryRun) {
        return { kind: 'skipped', skipReason: `there are no credentials${noSecrets(event)}` };
    }
    inputs.addProblem('access_key', `is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets${noSecrets(event)}; or sign in without any secret (see docs/authentication.md of this action)`);
    return INVALID;
}
function readSessionSeconds(inputs, requested, timeout, isIncomplete) {
    const { max, min } = SESSION_SECONDS;
    const given = inputs.integer('session_duration', SESSION_SECONDS, undefined);
    const isUnused = !isIncomplete && inputs.text('agency_urn') === '' && requested?.kind !== 'sts';
    if (given !== undefined && isUnused) {
        inputs.addProblem('session_duration', 'is given without agency_urn: only a session of STS has a duration that can be chosen, so leave it out');
    }
    else if (requested?.kind === 'sts' && timeout > max - MIN_MARGIN_SECONDS) {
        inputs.addProblem('timeout', `is longer than any session of STS: give at most ${max - MIN_MARGIN_SECONDS} seconds`);
    }
    else if (given !== undefined && given < timeout + MIN_MARGIN_SECONDS) {
        inputs.addProblem('session_duration', `is too short for timeout (${timeout}): give at least ${timeout + MIN_MARGIN_SECONDS} seconds, or a smaller timeout`);
    }
    return given ?? Math.min(max, Math.max(min, timeout + SESSION_MARGIN_SECONDS));
}
function readAudience(inputs) {
    const audience = inputs.text('oidc_audience') || DEFAULT_AUDIENCE;
    if (!/^[\x21-\x7e]{1,255}$/.test(audience)) {
        inputs.addProblem('oidc_audience', 'is not a valid audience: write 1 to 255 letters, digits and signs without blanks, as registered at the provider');
    }
    return audience;
}
function readAgency(inputs, endpoints, sessionSeconds) {
    return {
        providerUrn: readUrn(inputs, 'oidc_provider_urn', 'oidcProvider', 'OIDC provider'),
        agencyUrn: readUrn(inputs, 'agency_urn', 'agency', 'agency'),
        endpoint: endpoints.sts(),
        sessionName: sessionName(inputs.environment),
        sessionSeconds,
    };
}
const URN_FORMS = {
    agency: /^[\w+=/-]+:[\w+=/*-]*:[\w+=/-]+:agency:[\x21-\x7e]+$/i,
    oidcProvider: /^[\w+=/-]+:[\w+=/*-]*:[\w+=/-]+:oidcProvider:[\x21-\x7e]+$/i,
};
/** @param type the part of the URN that names the kind of resource */
function readUrn(inputs, input, type, what) {
    const urn = inputs.text(input);
    if (urn === '') {
        inputs.addProblem(input, 'is empty: sign-in with STS needs both oidc_provider_urn and agency_urn');
    }
    else if (urn.length > 1_500 || !URN_FORMS[type].test(urn)) {
        inputs.addProblem(input, `is not a valid URN of an ${what}: write one such as iam::ACCOUNT_ID:${type}:NAME`);
    }
    return urn;
}
function readIdentityProvider(inputs) {
    const name = inputs.text('identity_provider');
    if (!/^[\x21-\x7e]{1,64}$/.test(name)) {
        inputs.addProblem('identity_provider', 'is not a valid name of an identity provider: write its name in IAM, of at most 64 characters without blanks');
    }
    return name;
}

;// CONCATENATED MODULE: ./build/auth/target.js



/** Names the project where no variable gives its ID (Terraform's provider for Huawei Cloud). */
const PROJECT_NAME = 'HW_PROJECT_NAME';
const NAME = /^\P{C}{1,64}$/u;
/** Reads where the servers are and how to sign in. */
function readTarget(inputs, event, options) {
    const before = inputs.problems.length;
    const isInvalid = () => inputs.problems.length > before;
    const endpoints = new Endpoints(inputs);
    const projectId = readProjectId(inputs);
    const method = readAuthMethod(inputs, event, endpoints, options);
    if (method.kind === 'skipped')
        return isInvalid() ? { kind: 'invalid' } : method;
    const endpoint = endpoints.ecs();
    const project = projectId === '' ? readLookup(inputs, endpoints) : { kind: 'given', id: projectId };
    return isInvalid() || method.kind === 'invalid' || project === undefined
        ? { kind: 'invalid' }
        : { kind: 'target', target: { ...method.chosen, endpoint, project } };
}
/** The URLs that requests of a run go to, but for the metadata service, which is reached directly. */
function targetUrls({ endpoint, method, project }) {
    const urls = [new URL(endpoint)];
    if (project.kind === 'look_up')
        urls.push(new URL(project.iamEndpoint));
    if (method.kind === 'sts')
        urls.push(method.idTokenSource.url, new URL(method.agency.endpoint));
    if (method.kind === 'iam')
        urls.push(method.idTokenSource.url, new URL(method.endpoint));
    return urls;
}
function readProjectId(inputs) {
    const { name, value } = inputs.textOr('project_id', [
        'HUAWEI_CLOUD_PROJECT_ID',
        'HUAWEICLOUD_SDK_PROJECT_ID',
        'HW_PROJECT_ID',
    ]);
    if (value !== '' && !PROJECT_ID.test(value)) {
        inputs.addProblem(name, 'is not a valid project ID: it has 1 to 64 letters, digits, hyphens and underscores');
    }
    return value;
}
function readLookup(inputs, endpoints) {
    const { region } = endpoints;
    const given = (inputs.environment[PROJECT_NAME] ?? '').trim();
    if (given !== '' && !NAME.test(given)) {
        inputs.addProblem(PROJECT_NAME, 'is not a valid project name: it has 1 to 64 characters, and no control characters');
        return undefined;
    }
    const name = given === '' ? region : given;
    if (name !== '') {
        const lookup = { kind: 'look_up', name, iamEndpoint: endpoints.iam() };
        return given === '' ? lookup : { ...lookup, variable: PROJECT_NAME };
    }
    if (endpoints.isRegionMissing)
        return undefined;
    inputs.addProblem('project_id', 'is empty, and there is no region to look it up: give the ID of the project that owns the servers');
    return undefined;
}

;// CONCATENATED MODULE: ./build/inputs/dry-run.js
/** Reads `dry_run`. With `auto` the event decides: an unmerged change changes nothing. */
function readDryRun(inputs, { dryRunReason }) {
    switch (inputs.choice('dry_run', ['auto', 'true', 'false'], 'auto')) {
        case 'true':
            return { dryRun: true, notice: 'Dry run, because dry_run is true: nothing is changed.' };
        case 'auto':
            return dryRunReason === undefined
                ? {
                    dryRun: false,
                    notice: 'Real reset: dry_run is auto, and this run does not come from an unmerged change.',
                }
                : {
                    dryRun: true,
                    notice: `Dry run: dry_run is auto, and ${dryRunReason}. Nothing is changed.`,
                };
        case 'false':
            if (dryRunReason !== undefined) {
                inputs.warnings.push(`Real reset although ${dryRunReason}, because dry_run is false. Leave dry_run out (or set it to auto) to only check here.`);
            }
            return { dryRun: false, notice: 'Real reset, because dry_run is false.' };
    }
}

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
    addProblem(input, message) {
        this.problems.push({ input, message });
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
        const { success, data } = schemas/* enum */.k5n(values).safeParse(given);
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
        const schema = schemas/* number */.aig().check(api/* _gte */.qm(min), api/* _lte */.Zm(max));
        const { success, data } = schema.safeParse(/^\d{1,9}$/.test(given) ? Number(given) : given);
        if (success)
            return data;
        this.addProblem(name, `must be a whole number from ${min} to ${max}`);
        return defaultValue;
    }
}

;// CONCATENATED MODULE: ./build/inputs/password-rules.js
const SYSTEMS = ['any', 'linux', 'windows'];
const password_rules_MIN_LENGTH = 8;
const MAX_LENGTH = 26;
const MIN_CLASSES = 3;
const SEQUENCE_LENGTH = 3;
const USER_NAMES = ['root', 'administrator'];
/** The characters that the documentation of each API allows beside letters and digits. */
const SPECIALS = {
    batch: '!@%-_=+[]:./?',
    v1: '!@%-_=+[]:./?',
    'v2.1': '!@%-_=+[]:./?$^{},',
};
/**
 * Checks a password against the strictest reading of the documented rules, so that a password that
 * passes is accepted on every server of a mixed fleet.
 *
 * Sources: ECS API reference, "Resetting Passwords for ECSs in Batches" and "Resetting the Password
 * for Logging In to an ECS"; the leading `/` on Windows is in the user guide of the console. No
 * document says whether letter case matters to the service, so the checks ignore it.
 */
function checkPassword(password, api, system) {
    const errors = [];
    const warnings = [];
    const lower = password.toLowerCase();
    if (/[\s\p{C}]/u.test(password)) {
        errors.push('contains a blank, a line end or a control character: store the secret again without it');
    }
    if (Array.from(password).length < password_rules_MIN_LENGTH || Array.from(password).length > MAX_LENGTH) {
        errors.push(`must have ${password_rules_MIN_LENGTH} to ${MAX_LENGTH} characters`);
    }
    const visible = password.replace(/[\s\p{C}]/gu, '');
    if (Array.from(visible).some((character) => !isAllowed(character, SPECIALS[api]))) {
        errors.push(`may contain only letters A-Z and a-z, digits, and ${SPECIALS[api]} (api: ${api})`);
    }
    if (classesIn(password) < MIN_CLASSES) {
        errors.push('must have three of these four: uppercase letters, lowercase letters, digits, special characters');
    }
    if (USER_NAMES.some((name) => lower.includes(name) || lower.includes(reversed(name)))) {
        errors.push('must not contain root or Administrator, forwards or backwards');
    }
    // The newest definition of the batch call states this for every system, the others for Windows.
    const windowsRules = system === 'linux' ? warnings : errors;
    if (sequencesOf('administrator').some((sequence) => lower.includes(sequence))) {
        windowsRules.push('must not contain three consecutive characters of Administrator');
    }
    if (password.startsWith('/'))
        windowsRules.push('must not begin with /');
    return { errors, warnings };
}
function isAllowed(character, specials) {
    return /^[A-Za-z0-9]$/.test(character) || specials.includes(character);
}
function classesIn(password) {
    return [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9\s]/].filter((characters) => characters.test(password)).length;
}
function reversed(text) {
    return Array.from(text).reverse().join('');
}
function sequencesOf(name) {
    return Array.from({ length: name.length - SEQUENCE_LENGTH + 1 }, (_, start) => name.slice(start, start + SEQUENCE_LENGTH));
}

;// CONCATENATED MODULE: ./build/inputs/foreign-text.js
/** Recognizes texts that a workflow passes by mistake instead of a list, and says what to write. */
/** As much of a text as is inspected. */
const foreign_text_MAX_INSPECTED = 4_000;
const WRAPPER = 'contains the output of the wrapper of hashicorp/setup-terraform (versions 1 and 2 add lines to it): set terraform_wrapper: false there';
const HCL = 'is in the language of Terraform and not JSON: write terraform output -json NAME instead of terraform output NAME';
const NO_OUTPUTS = 'contains a message of Terraform and not a list: check that the configuration has the output and was applied, then write terraform output -json NAME';
const EXPRESSION = 'is the word that an expression gives for a list or an object: write toJSON(…) around the expression';
const IS_NULL = 'is null: the output or expression that it comes from has no value in this run';
/** For an object that can be a Terraform output as well as a map of servers, or mixes both. */
const TWO_READINGS = 'contains a JSON object that can be read in two ways: write a JSON array of the server IDs';
/** The problem of a text that is certainly not a list of servers; undefined for any other text. */
function foreignText(trimmed) {
    const head = trimmed.slice(0, foreign_text_MAX_INSPECTED);
    if (/^\[command\]|^::(?:debug|set-output|stop-commands)\b|::debug::/m.test(head))
        return WRAPPER;
    if (/\bNo outputs found\b|^[╷│]|^Warning: |\bOutput "[^"]{0,100}" not found/.test(head)) {
        return NO_OUTPUTS;
    }
    if (/^(?:Array|Object|\[object [A-Za-z]{1,20}\])$/.test(head))
        return EXPRESSION;
    if (head === 'null')
        return IS_NULL;
    // Plain text: JSON is inspected only when it cannot be parsed.
    return /^[[{"]/.test(head) ? undefined : terraformText(head);
}
/** The problem of a text in the language of Terraform; undefined for any other text. */
function terraformText(text) {
    const head = text.trim().slice(0, foreign_text_MAX_INSPECTED);
    const isHcl = 
    // A type conversion, a comma before the closing bracket, or a pair with an equals sign.
    /^(?:to(?:set|list|map)|sensitive)\(/.test(head) ||
        /,\s{0,100}[\]}]/.test(head) ||
        /^[{[\s]{0,100}"?[\w.-]{1,100}"? {0,100}= /m.test(head);
    return isHcl ? HCL : undefined;
}

;// CONCATENATED MODULE: ./build/inputs/server-entry.js
/** A pattern and not a schema, because it checks up to a hundred thousand entries. */
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Whether a text is a server ID, in any letter case. */
function isServerId(text) {
    return UUID.test(text);
}

;// CONCATENATED MODULE: ./build/inputs/server-list-text.js


/**
 * Reads a plain list: ids on lines, separated by commas or blanks. `#` begins a comment; after the only
 * id of a line it is the name of the server.
 */
function readTextEntries(text) {
    const entries = [];
    for (const [index, content] of text.split(/\r\n|\r|\n/).entries()) {
        const line = index + 1;
        const hash = content.indexOf('#');
        const words = wordsIn(hash < 0 ? content : content.slice(0, hash));
        const comment = hash < 0 ? '' : content.slice(hash + 1);
        // In YAML a folded text joins its lines, and a comment would swallow the ids after it. A line that
        // begins with a comment and an id is a server that is commented out.
        const noted = wordsIn(comment.replaceAll('#', ' '));
        const isHidden = words.length > 0 ? noted.some(isServerId) : noted.slice(1).some(isServerId);
        if (isHidden) {
            return failure(`has a server ID in a comment, after other words (line ${line}): write each server on a line of its own (in YAML after "|", not after ">")`);
        }
        const name = words.length === 1 ? comment.trim() : '';
        for (const id of words)
            entries.push(name === '' ? { id, line } : { id, line, name });
    }
    return success(entries);
}
function wordsIn(text) {
    return text.split(/[\s,]+/).filter((word) => word !== '');
}

;// CONCATENATED MODULE: ./build/inputs/server-list-json.js




/**
 * Reads a list of servers in JSON: an array of ids or of objects with `id`; one object with `id`; one
 * string; an object whose values are all ids, or all objects with `id`; one Terraform output object; or
 * JSON text that contains such JSON once more. What can be read in two ways is refused.
 */
function readJsonEntries(text) {
    const parsed = parse(text);
    return parsed.ok ? entriesOf(parsed.value, true) : parsed;
}
function parse(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch {
        // The parser's message quotes the text, which may contain anything.
        return failure(terraformText(text) ?? INVALID_JSON);
    }
    return countPairs(value) === countColons(text) ? success(value) : failure(SAME_KEY);
}
const INVALID_JSON = 'looks like JSON but is not valid JSON: write a JSON array of server IDs, or the plain IDs on lines of their own';
const SAME_KEY = 'has the same key twice in one JSON object, so a server would be lost: write each once';
/** The key-value pairs of all objects. Without recursion, because the nesting may be deep. */
function countPairs(value) {
    let pairs = 0;
    const open = [value];
    while (open.length > 0) {
        const next = open.pop();
        if (typeof next !== 'object' || next === null)
            continue;
        const members = Object.values(next);
        if (!Array.isArray(next))
            pairs += members.length;
        for (const member of members)
            if (typeof member === 'object')
                open.push(member);
    }
    return pairs;
}
/** The colons outside of strings: one for each key-value pair of a valid JSON text. */
function countColons(text) {
    let colons = 0;
    let isInString = false;
    for (const [token] of text.matchAll(/[":]|\\./g)) {
        if (token === '"')
            isInString = !isInString;
        else if (token === ':' && !isInString)
            colons += 1;
    }
    return colons;
}
/** @param mayNest whether a string may contain JSON once more */
function entriesOf(value, mayNest) {
    if (!isObject(value) || typeof value['id'] === 'string')
        return valueEntries(value, mayNest);
    switch (terraformReading(value)) {
        case 'output':
            return valueEntries(value['value'], mayNest);
        case 'ambiguous':
            return failure(TWO_READINGS);
        case 'none':
            return mapEntries(value);
    }
}
/** The entries of a value that is not itself a Terraform output. */
function valueEntries(value, mayNest) {
    if (typeof value === 'string') {
        const inner = value.trim();
        if (!mayNest || !/^[[{"]/.test(inner))
            return readTextEntries(value);
        const parsed = parse(inner);
        return parsed.ok ? entriesOf(parsed.value, false) : parsed;
    }
    if (Array.isArray(value))
        return success(value.map(entryOf));
    const isMap = isObject(value) && typeof value['id'] !== 'string';
    return isMap ? mapEntries(value) : success([entryOf(value)]);
}
/** An object whose values are all ids, or all objects with `id`, as Terraform's `for_each` gives it. */
function mapEntries(object) {
    const values = Object.values(object);
    const isOutput = (value) => isObject(value) && terraformReading(value) !== 'none';
    if (values.length > 0 && values.every(isOutput)) {
        return failure('contains all outputs of Terraform: give one of them, with terraform output -json NAME');
    }
    if (Array.isArray(object['servers'])) {
        return failure('contains a response of the ECS API: give only the list in its member servers (jq -c .servers)');
    }
    const objects = values.filter(isObject).length;
    if (objects > 0 && objects < values.length)
        return failure(TWO_READINGS);
    return success(values.map(entryOf));
}
/**
 * Whether an object is one output as `terraform output -json` writes it:
 * `{"sensitive":false,"type":…,"value":…}`. With a server in place of `type` or `sensitive` it may as
 * well be a map of servers.
 */
function terraformReading(object) {
    const keys = Object.keys(object);
    if (!('value' in object) || !keys.every((key) => OUTPUT_MEMBERS.includes(key)))
        return 'none';
    const others = [object['type'], object['sensitive']].map((other) => entryOf(other).id ?? '');
    return others.some(isServerId) ? 'ambiguous' : 'output';
}
const OUTPUT_MEMBERS = ['value', 'type', 'sensitive'];
function entryOf(value) {
    if (typeof value === 'string')
        return { id: value };
    if (!isObject(value))
        return { id: undefined, kind: kindOf(value) };
    const { id, name } = value;
    if (typeof id !== 'string')
        return { id: undefined, kind: 'an object without id' };
    return typeof name === 'string' ? { id, name } : { id };
}
function kindOf(value) {
    if (value === null)
        return 'null';
    return Array.isArray(value) ? 'a list' : `a ${typeof value}`;
}
/** Not a schema, because it checks every entry, and `z.record` drops the key `__proto__`. */
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

;// CONCATENATED MODULE: ./build/inputs/server-list.js





/** More invalid entries are counted, not named. */
const server_list_MAX_NAMED = 5;
/**
 * Parses a list of servers in any of the forms that people and Terraform write: plain text (lines,
 * commas, blanks, comments after `#`), or JSON (see {@link readJsonEntries}).
 */
function parseServerList(text, options) {
    const trimmed = text.trim();
    const foreign = foreignText(trimmed);
    if (foreign !== undefined)
        return failure(foreign);
    const entries = /^[[{"]/.test(trimmed)
        ? readJsonEntries(trimmed)
        : // Not trimmed, so that the lines are those of the file.
            readTextEntries(text);
    return entries.ok ? check(entries.value, options) : entries;
}
function check(entries, options) {
    if (entries.length === 0)
        return failure('is an empty list: give at least one server ID');
    const servers = new Set();
    const names = new Map();
    const invalid = [];
    let invalidCount = 0;
    for (const [index, entry] of entries.entries()) {
        if (entry.id === undefined || !isServerId(entry.id)) {
            invalidCount += 1;
            if (invalid.length < server_list_MAX_NAMED)
                invalid.push(server_list_describe(entry, index, options));
            continue;
        }
        const id = entry.id.toLowerCase();
        servers.add(id);
        const name = entry.name === undefined ? '' : options.cleanName(entry.name);
        if (name !== '' && !names.has(id))
            names.set(id, name);
    }
    if (invalidCount === 0) {
        return success({ servers: [...servers], names, duplicates: entries.length - servers.size });
    }
    const more = invalidCount > invalid.length ? ` and ${invalidCount - invalid.length} more` : '';
    return failure(`contains something that is not a valid server ID: ${invalid.join(', ')}${more}. Write IDs such as 0a1b2c3d-1111-2222-3333-444455556666 (not names)`);
}
function server_list_describe({ id, kind, line }, index, { byLine, show }) {
    const place = byLine && line !== undefined ? `line ${line}` : `entry ${index + 1}`;
    const shown = id === undefined ? kind : show?.(id);
    return shown === undefined ? place : `${place} (${shown})`;
}

;// CONCATENATED MODULE: ./build/inputs/text-file.js





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
        return failure('names a file that is not UTF-8 text: write it again as UTF-8');
    }
    return success(text);
}
/** A relative path starts at the first folder. */
function readableFolders(environment) {
    const workspace = environment['GITHUB_WORKSPACE'] ?? '';
    return [...(workspace === '' ? [] : [workspace]), (0,github_core/* tempFolder */.vg)(environment)];
}
async function readBytes(file) {
    try {
        // Not blocking, so that a named pipe cannot make the run hang.
        const handle = await (0,promises_.open)(file, external_node_fs_.constants.O_RDONLY | (external_node_fs_.constants.O_NONBLOCK || 0));
        try {
            const info = await handle.stat();
            if (!info.isFile())
                return failure('is not a file');
            return info.size > MAX_FILE_BYTES
                ? failure('is larger than 32 MiB: is it the right file?')
                : success(await handle.readFile());
        }
        finally {
            await handle.close();
        }
    }
    catch {
        return failure('names a file that cannot be read: check its permissions');
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
        return failure('is not a path');
    const real = await Promise.all(folders.map((folder) => (0,promises_.realpath)(folder).catch(() => undefined)));
    const file = await (0,promises_.realpath)((0,external_node_path_.resolve)(folders[0] ?? '.', path)).catch(() => undefined);
    if (file === undefined) {
        return failure('names a file that does not exist: check the path (a relative one starts at the workspace)');
    }
    return real.some((folder) => folder !== undefined && isInside(file, folder))
        ? success(file)
        : failure('is outside the workspace and RUNNER_TEMP: write the file into one of these folders');
}
function isInside(file, folder) {
    const path = (0,external_node_path_.relative)(folder, file);
    return path !== '' && path !== '..' && !path.startsWith(`..${external_node_path_.sep}`) && !(0,external_node_path_.isAbsolute)(path);
}

;// CONCATENATED MODULE: ./build/inputs/servers.js



/** More characters of a server's name are never shown. */
const servers_MAX_NAME = 64;
/** More characters of a name are never looked at. */
const MAX_NAME_READ = 500;
/**
 * Reads `server_ids` or `server_ids_file`. Exactly one of the two is given.
 *
 * @returns undefined when there is a problem
 */
async function readServers(inputs, secrets) {
    const text = inputs.text('server_ids');
    const path = inputs.text('server_ids_file');
    if ((text === '') === (path === '')) {
        inputs.addProblem('server_ids', text === ''
            ? 'is empty: give the IDs of the servers in server_ids, or a file with them in server_ids_file'
            : 'is given together with server_ids_file: give only one of the two');
        return undefined;
    }
    const list = path === ''
        ? parseServerList(text, listOptions(secrets, text, false))
        : await readFile(path, inputs, secrets);
    if (list.ok)
        return list.value;
    inputs.addProblem(path === '' ? 'server_ids' : 'server_ids_file', list.error);
    return undefined;
}
async function readFile(path, { environment }, secrets) {
    const text = await readTextFile(path, environment);
    if (!text.ok)
        return text;
    if (text.value.trim() === '') {
        return failure('names an empty file: write at least one server ID into it');
    }
    return parseServerList(text.value, listOptions(secrets, text.value, true));
}
/**
 * Nothing of a file is quoted, and nothing of a text that contains a secret: its parts are no longer
 * recognized as parts of it.
 */
function listOptions(secrets, text, isFile) {
    const hasSecret = !isFile && secrets.isIn(text);
    return {
        show: isFile || hasSecret ? undefined : (part) => secrets.quote(part),
        cleanName: (name) => (hasSecret ? '' : secrets.quote(name.slice(0, MAX_NAME_READ), servers_MAX_NAME)),
        byLine: isFile,
    };
}

;// CONCATENATED MODULE: ./build/actions/reset/settings.js









/** Reads all inputs and the environment, and finds all of their problems at once. */
async function readSettings(source) {
    const { environment, event } = source;
    const inputs = new Inputs(source.input, environment);
    const api = inputs.choice('api', APIS, 'batch');
    const { dryRun, notice } = readDryRun(inputs, event);
    const password = readPassword(inputs, event, { api, dryRun });
    const list = await readServers(inputs, source.secrets);
    const timeoutSeconds = inputs.integer('timeout', { min: 1, max: 86_400 }, 600);
    const target = readTarget(inputs, event, { dryRun, timeoutSeconds });
    const hasPasswordCheck = inputs.choice('check_password', ['true', 'false'], 'true') === 'true';
    const batchSize = inputs.integer('batch_size', { min: 1, max: 1_000 }, 1_000);
    const concurrency = inputs.integer('concurrency', { min: 1, max: 32 }, 4);
    const waitForServers = inputs.integer('wait_for_servers', { min: 0, max: 86_400 }, 300);
    const retryUnknownAfter = inputs.integer('retry_unknown_after', { min: 0, max: 86_400 }, 0);
    const maxRetries = inputs.integer('max_retries', { min: 0, max: 20 }, 5);
    const requestTimeoutSeconds = inputs.integer('request_timeout', { min: 1, max: 600 }, 60);
    const sendsRequests = target.kind === 'target' && !(dryRun && api !== 'batch');
    checkProxies(inputs, sendsRequests ? targetUrls(target.target) : []);
    if (inputs.problems.length > 0 || list === undefined || target.kind === 'invalid') {
        return failure(inputs.problems);
    }
    return success({
        servers: list.servers,
        names: list.names,
        duplicates: list.duplicates,
        password,
        dryRun,
        notice,
        api,
        checkPassword: hasPasswordCheck,
        batchSize: api === 'batch' ? batchSize : 1,
        concurrency,
        maxRetries,
        requestTimeoutMs: requestTimeoutSeconds * 1_000,
        timeoutMs: timeoutSeconds * 1_000,
        waitForServersMs: waitForServers * 1_000,
        retryUnknownAfterMs: retryUnknownAfter * 1_000,
        proxies: readProxies(environment),
        requests: requestsOf(target, { api, dryRun }),
        warnings: inputs.warnings,
    });
}
function requestsOf(target, { api, dryRun }) {
    if (target.kind === 'skipped')
        return target;
    return dryRun && api !== 'batch'
        ? { kind: 'skipped', skipReason: `the call of api: ${api} has no dry run` }
        : { kind: 'sent', target: target.target };
}
function readPassword(inputs, event, { api, dryRun }) {
    const system = inputs.choice('os', SYSTEMS, 'any');
    // Untrimmed: a password that is changed silently is known to nobody.
    const password = inputs.raw('password');
    if (password === '') {
        if (!dryRun) {
            inputs.addProblem('password', `is empty: give the new password from a secret${noSecrets(event)}`);
        }
        return undefined;
    }
    const { errors, warnings } = checkPassword(password, api, system);
    if (errors.length > 0)
        inputs.addProblem('password', errors.join('; and '));
    inputs.warnings.push(...warnings.map((warning) => `password ${warning} (newest documentation)`));
    return password;
}

;// CONCATENATED MODULE: ./build/actions/reset/run.js












/**
 * Resets the passwords of the servers: masks the secrets, checks the inputs, sends the batches, reports.
 * The step fails unless every server is accepted.
 */
async function run(context) {
    const { clock, core, environment } = context;
    const started = clock.now();
    const secrets = new Secrets((line) => {
        core.setSecret(line);
    });
    maskKnownSecrets(secrets, environment);
    const read = await readSettings({
        input: (name) => (0,github_core/* readInput */.R5)(environment, name),
        environment,
        event: readEvent(environment['GITHUB_EVENT_PATH'], context.loadEvent),
        secrets,
    });
    if (!read.ok) {
        (0,log/* logProblems */.D1)(core, read.error);
        (0,log/* logHelp */.Gl)(core, environment);
        return;
    }
    const settings = read.value;
    const { batchSize, dryRun, requests, servers } = settings;
    const ledger = new Ledger(servers, RESET_ADVICE.outcomeUnknown);
    logPlan(core, settings, Math.ceil(servers.length / batchSize));
    const skipReason = requests.kind === 'skipped' ? requests.skipReason : undefined;
    const notSentReason = requests.kind === 'skipped'
        ? { message: requests.skipReason, advice: '' }
        : await resetServers({ ledger, secrets, settings, target: requests.target, context });
    await publish(core, environment, {
        results: { [Symbol.iterator]: () => ledger.results(notSentReason) },
        counts: ledger.counts(),
        names: settings.names,
        dryRun,
        skipReason,
        run: (0,report_report/* runFacts */.pI)(environment, started, clock.now()),
    });
}


/***/ })

};
