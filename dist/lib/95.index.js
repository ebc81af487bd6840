export const id = 95;
export const ids = [95];
export const modules = {

/***/ 1095:
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
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./build/ssh/host-keys.js

/** The host key algorithms of the handshake, the preferred ones first. */
const ALGORITHMS = [
    'ssh-ed25519',
    'ecdsa-sha2-nistp256',
    'ecdsa-sha2-nistp384',
    'ecdsa-sha2-nistp521',
    'rsa-sha2-512',
    'rsa-sha2-256',
    'ssh-rsa',
];
/** The signature algorithms of an RSA key: RFC 8332. */
const RSA_ALGORITHMS = ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'];
/**
 * Decides about the keys of hosts. With `acceptsNew`, a key of a host for which none is known becomes
 * known; a changed or revoked key is never accepted.
 */
class HostKeys {
    /** The lines of the keys that became known, in the format of OpenSSH. */
    newLines = [];
    #known;
    #acceptsNew;
    constructor(known, acceptsNew) {
        this.#known = known;
        this.#acceptsNew = acceptsNew;
    }
    /** All algorithms, those of the known keys of the host first. */
    algorithmsFor({ host, port }) {
        const types = this.#known.typesOf(host, port);
        const wanted = new Set(types.flatMap((type) => (type === 'ssh-rsa' ? RSA_ALGORITHMS : [type])));
        return [
            ...ALGORITHMS.filter((algorithm) => wanted.has(algorithm)),
            ...ALGORITHMS.filter((algorithm) => !wanted.has(algorithm)),
        ];
    }
    /** @param blob the public key as it is in the handshake */
    decide({ host, port }, blob) {
        const key = keyOf(blob);
        const fingerprint = fingerprintOf(key.type, blob);
        const status = this.#known.statusOf(host, port, key);
        const isNew = status === 'unknown' && this.#acceptsNew;
        if (isNew)
            this.newLines.push(this.#known.add(host, port, key));
        return { status, isAccepted: isNew || status === 'known', fingerprint };
    }
}
function keyOf(blob) {
    const end = 4 + (blob.length < 4 ? 0 : blob.readUInt32BE(0));
    return { type: blob.toString('latin1', 4, end), key: blob.toString('base64') };
}
/** The names that OpenSSH prints for types of keys. */
const SHORT_NAMES = {
    'ssh-ed25519': 'ED25519',
    'ssh-rsa': 'RSA',
    'ecdsa-sha2-nistp256': 'ECDSA',
    'ecdsa-sha2-nistp384': 'ECDSA',
    'ecdsa-sha2-nistp521': 'ECDSA',
};
/** Without the `=` at the end of the base64 text, as OpenSSH prints it. */
function fingerprintOf(type, blob) {
    const digest = (0,external_node_crypto_.createHash)('sha256').update(blob).digest('base64');
    return `${SHORT_NAMES[type] ?? 'key'} SHA256:${digest.slice(0, -1)}`;
}

// EXTERNAL MODULE: ./build/actions/publish.js + 1 modules
var publish = __webpack_require__(7009);
// EXTERNAL MODULE: ./build/actions/start.js + 3 modules
var actions_start = __webpack_require__(6668);
// EXTERNAL MODULE: ./build/github/event.js
var github_event = __webpack_require__(6830);
// EXTERNAL MODULE: ./build/inputs/dry-run.js
var dry_run = __webpack_require__(6305);
// EXTERNAL MODULE: ./build/inputs/password-secret.js
var password_secret = __webpack_require__(9692);
// EXTERNAL MODULE: ./build/inputs/servers.js + 4 modules
var servers = __webpack_require__(6084);
// EXTERNAL MODULE: ./build/actions/connection.js + 5 modules
var actions_connection = __webpack_require__(72);
// EXTERNAL MODULE: external "node:net"
var external_node_net_ = __webpack_require__(7030);
// EXTERNAL MODULE: ./build/huaweicloud/server-id.js
var server_id = __webpack_require__(782);
// EXTERNAL MODULE: ./build/result.js
var build_result = __webpack_require__(395);
// EXTERNAL MODULE: ./build/inputs/json.js
var json = __webpack_require__(6816);
;// CONCATENATED MODULE: ./build/inputs/hosts-file.js




/** The longest name of a host is 253 characters long. */
const MAX_HOST = 300;
const MAX_PORT = 65_535;
/** More entries that are not valid are counted, not named. */
const MAX_NAMED = 5;
const FORM = 'write a JSON object such as {"0a1b2c3d-1111-2222-3333-444455556666": "10.0.0.5"}, with a host, host:port or [IPv6]:port for each ID';
/** Parses the hosts of servers. The problem follows the name of the input and quotes no host. */
function parseHosts(text) {
    const parsed = (0,json/* parseJson */.q)(text);
    if (!parsed.ok) {
        const { kind, line } = parsed.error;
        if (kind === 'same_key') {
            return (0,build_result/* failure */.V)({ message: 'has the same key twice in one JSON object: write each once' });
        }
        const message = `is not valid JSON: ${FORM}`;
        return (0,build_result/* failure */.V)(line === undefined ? { message } : { message, line });
    }
    const { value } = parsed;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return (0,build_result/* failure */.V)({ message: `is not a JSON object: ${FORM}` });
    }
    const hosts = new Map();
    const invalid = [];
    for (const [index, [key, host]] of Object.entries(value).entries()) {
        const id = key.toLowerCase();
        const address = typeof host === 'string' ? parseHost(host) : undefined;
        if (!(0,server_id/* isServerId */.V)(id))
            invalid.push(`entry ${index + 1} (not a server ID)`);
        else if (address === undefined)
            invalid.push(`entry ${index + 1} (${id})`);
        else if (hosts.has(id))
            invalid.push(`entry ${index + 1} (${id} a second time)`);
        else
            hosts.set(id, address);
    }
    if (invalid.length === 0)
        return (0,build_result/* success */.k)(hosts);
    const more = invalid.length > MAX_NAMED ? ` and ${invalid.length - MAX_NAMED} more` : '';
    const named = invalid.slice(0, MAX_NAMED).join(', ');
    return (0,build_result/* failure */.V)({ message: `has entries that are not valid, ${named}${more}: ${FORM}` });
}
/** `host`, `host:port`, `[IPv6]:port`, or an IPv6 address alone. */
function parseHost(text) {
    if (text.length > MAX_HOST)
        return undefined;
    if ((0,external_node_net_.isIP)(text) === 6)
        return { host: text };
    const [, v6, name, digits] = /^(?:\[([0-9A-Fa-f:.]+)\]|([^[\]:]+))(?::(\d{1,5}))?$/.exec(text) ?? [];
    const host = v6 ?? name;
    if (host === undefined || !(v6 === undefined ? isHostName(host) : (0,external_node_net_.isIP)(host) === 6)) {
        return undefined;
    }
    if (digits === undefined)
        return { host };
    const port = Number(digits);
    return port >= 1 && port <= MAX_PORT ? { host, port } : undefined;
}
/** A name whose last part is a number is an IPv4 address: RFC 1123, section 2.1. */
function isHostName(text) {
    if ((0,external_node_net_.isIP)(text) === 4)
        return true;
    const labels = text.split('.');
    return (labels.every((label) => /^[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?$/.test(label)) &&
        !/^\d+$/.test(labels.at(-1) ?? ''));
}
/** Servers that would be reached at the same place as another one. */
function sharedAddresses(addresses) {
    const first = new Map();
    const shared = new Set();
    for (const [id, { host, port }] of addresses) {
        const place = `${host.toLowerCase()} ${port}`;
        const other = first.get(place);
        if (other === undefined)
            first.set(place, id);
        else
            shared.add(other).add(id);
    }
    return shared;
}

// EXTERNAL MODULE: ./build/inputs/text-file.js
var text_file = __webpack_require__(4532);
;// CONCATENATED MODULE: ./build/ssh/known-hosts.js


/** The port whose number is not part of a name in a file of known hosts. */
const DEFAULT_PORT = 22;
/** Wildcards and hashed names are compared one by one, so the list has a limit. In characters. */
const MAX_TEXT = 8 * 1024 * 1024;
/** Longer lines are not read. */
const MAX_LINE = 64 * 1024;
/** More lines that are not valid are counted, not named. */
const known_hosts_MAX_NAMED = 5;
/**
 * The keys of hosts, in the format of OpenSSH: plain and hashed names, wildcards, `[host]:port` and
 * `@revoked`. Lines with `@cert-authority` are counted only, because host certificates are not
 * supported. Source: sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT".
 */
class KnownHosts {
    /** How many lines with `@cert-authority` were left out. */
    authorities;
    #byName;
    #patterns;
    /** Entries of a name that have been looked up: hashed names have to be compared one by one. */
    #found = new Map();
    constructor(byName, patterns, authorities) {
        this.#byName = byName;
        this.#patterns = patterns;
        this.authorities = authorities;
    }
    static empty() {
        return new KnownHosts(new Map(), [], 0);
    }
    /** @returns the list, or a problem that names lines and quotes nothing of them */
    static parse(text) {
        if (text.length > MAX_TEXT)
            return (0,build_result/* failure */.V)({ message: 'is larger than 8 MiB', line: 1 });
        const byName = new Map();
        const patterns = [];
        const invalid = [];
        let authorities = 0;
        for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
            const parsed = parseLine(line);
            if (parsed === 'invalid')
                invalid.push(index + 1);
            else if (parsed === 'authority')
                authorities += 1;
            else if (parsed !== 'empty')
                collect(parsed, byName, patterns);
        }
        if (invalid.length === 0)
            return (0,build_result/* success */.k)(new KnownHosts(byName, patterns, authorities));
        const named = invalid.slice(0, known_hosts_MAX_NAMED).map((line) => `line ${line}`);
        const more = invalid.length > known_hosts_MAX_NAMED ? ` and ${invalid.length - known_hosts_MAX_NAMED} more` : '';
        return (0,build_result/* failure */.V)({
            message: `has lines that are not in the format of OpenSSH's known_hosts: ${named.join(', ')}${more}`,
            line: invalid[0] ?? 1,
        });
    }
    /** The types of the keys that are known for a host, without revoked ones. */
    typesOf(host, port) {
        const named = this.#keys(nameOf(host, port));
        const keys = named.length > 0 ? named : this.#keys(host.toLowerCase());
        return [...new Set(keys.map(({ type }) => type))];
    }
    /**
     * Decides as OpenSSH does, with one difference: a host with a known key has changed when it presents
     * another one, also of another type. A key under the host's name alone is good for every port when
     * nothing is known for this port.
     */
    statusOf(host, port, { key }) {
        const name = nameOf(host, port);
        const plain = host.toLowerCase();
        const isRevoked = [...this.#entries(name), ...this.#entries(plain)].some((entry) => entry.isRevoked && entry.key === key);
        if (isRevoked)
            return 'revoked';
        const named = this.#keys(name);
        if (named.length > 0)
            return named.some((known) => known.key === key) ? 'known' : 'changed';
        return this.#keys(plain).some((known) => known.key === key) ? 'known' : 'unknown';
    }
    /** Adds a key, and returns its line. */
    add(host, port, { key, type }) {
        const name = nameOf(host, port);
        collectNamed(this.#byName, name, { type, key, isRevoked: false });
        this.#found.delete(name);
        return `${name} ${type} ${key}`;
    }
    #keys(name) {
        return this.#entries(name).filter(({ isRevoked }) => !isRevoked);
    }
    #entries(name) {
        const found = this.#found.get(name);
        if (found !== undefined)
            return found;
        const entries = [
            ...(this.#byName.get(name) ?? []),
            ...this.#patterns.filter(({ matches }) => matches(name)).map(({ entry }) => entry),
        ];
        this.#found.set(name, entries);
        return entries;
    }
}
function nameOf(host, port) {
    const lower = host.toLowerCase();
    return port === DEFAULT_PORT ? lower : `[${lower}]:${port}`;
}
function parseLine(line) {
    if (line.length > MAX_LINE)
        return 'invalid';
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith('#'))
        return 'empty';
    const fields = trimmed.split(/[ \t]+/);
    const marker = trimmed.startsWith('@') ? fields.shift() : undefined;
    const [hosts = '', type = '', key = ''] = fields;
    if (blobType(key) !== type)
        return 'invalid';
    if (marker === '@cert-authority')
        return 'authority';
    if (marker !== undefined && marker !== '@revoked')
        return 'invalid';
    const names = hosts.toLowerCase().split(',');
    // A hashed name is alone, and letter case matters in it.
    const isHashed = hosts.startsWith('|');
    if (isHashed && hashOf(hosts) === undefined)
        return 'invalid';
    return {
        names: isHashed ? [hosts] : names,
        entry: { type, key, isRevoked: marker !== undefined },
    };
}
/** The type that is written inside a public key; undefined if the text is not a public key. */
function blobType(key) {
    if (!/^[A-Za-z0-9+/]{8,}={0,2}$/.test(key))
        return undefined;
    const blob = Buffer.from(key, 'base64');
    if (blob.length < 5)
        return undefined;
    const length = blob.readUInt32BE(0);
    const end = 4 + length;
    return length > 0 && end < blob.length ? blob.toString('latin1', 4, end) : undefined;
}
/** `|1|salt|digest`: HMAC-SHA1 of the name with the salt as its key. */
function hashOf(name) {
    const [, salt, digest] = /^\|1\|([A-Za-z0-9+/]{27}=)\|([A-Za-z0-9+/]{27}=)$/.exec(name) ?? [];
    if (salt === undefined || digest === undefined)
        return undefined;
    return { salt: Buffer.from(salt, 'base64'), digest: Buffer.from(digest, 'base64') };
}
function collect(line, byName, patterns) {
    const { entry, names } = line;
    const hash = hashOf(names[0] ?? '');
    if (hash !== undefined) {
        const matches = (name) => (0,external_node_crypto_.createHmac)('sha1', hash.salt).update(name).digest().equals(hash.digest);
        patterns.push({ matches, entry });
    }
    else if (names.some((name) => /[*?!]/.test(name))) {
        patterns.push({ matches: (name) => matchesList(name, names), entry });
    }
    else {
        for (const name of names)
            collectNamed(byName, name, entry);
    }
}
function collectNamed(byName, name, entry) {
    const entries = byName.get(name);
    if (entries === undefined)
        byName.set(name, [entry]);
    else
        entries.push(entry);
}
/** A name matches a list when one pattern matches it, and none that begins with `!`. */
function matchesList(name, patterns) {
    const isIn = (pattern) => matchesPattern(name, pattern);
    return (patterns.some((pattern) => !pattern.startsWith('!') && isIn(pattern)) &&
        !patterns.some((pattern) => pattern.startsWith('!') && isIn(pattern.slice(1))));
}
/** `*` stands for any text and `?` for one character. After a difference the last `*` takes one more. */
function matchesPattern(text, pattern) {
    let [at, of] = [0, 0];
    let star;
    while (at < text.length) {
        const expected = pattern.charAt(of);
        if (expected === '*') {
            star = { of, at };
            of += 1;
        }
        else if (expected === '?' || (expected !== '' && expected === text.charAt(at))) {
            at += 1;
            of += 1;
        }
        else if (star !== undefined) {
            star.at += 1;
            at = star.at;
            of = star.of + 1;
        }
        else {
            return false;
        }
    }
    while (pattern.charAt(of) === '*')
        of += 1;
    return of === pattern.length;
}

;// CONCATENATED MODULE: ./build/actions/verify/read-files.js





/**
 * Reads `hosts_file`.
 *
 * @returns the hosts of the requested servers; undefined without the input
 */
async function readHosts(source, servers, defaultPort) {
    const { inputs } = source;
    if (inputs.text('hosts_file') === '')
        return undefined;
    const hosts = await readParsed(source, 'hosts_file', parseHosts);
    const requested = new Map(servers.flatMap((id) => {
        const address = hosts?.get(id);
        return address === undefined ? [] : [[id, { port: defaultPort, ...address }]];
    }));
    const [first] = sharedAddresses(requested);
    if (first !== undefined) {
        inputs.addProblem('hosts_file', `gives the same host and port to several servers, also to ${first}: a login would not show which of them answers`);
    }
    return requested;
}
/** Reads `known_hosts_file`. */
async function readKnownHosts(source, isRequired) {
    const { inputs } = source;
    const none = { hosts: KnownHosts.empty(), text: '' };
    if (inputs.text('known_hosts_file') === '') {
        if (isRequired) {
            inputs.addProblem('known_hosts_file', 'is empty: give a file with the keys of the servers (known_hosts of OpenSSH), or host_keys: accept-new to accept the keys that the servers show first');
        }
        return none;
    }
    let text = '';
    const hosts = await readParsed(source, 'known_hosts_file', (read) => {
        text = read;
        return KnownHosts.parse(read);
    });
    if (hosts === undefined)
        return none;
    if (hosts.authorities > 0) {
        inputs.warnings.push('known_hosts_file has lines with @cert-authority, which have no effect: host certificates are not supported.');
    }
    return { hosts, text };
}
async function readParsed({ inputs, secrets }, input, parse) {
    const path = inputs.text(input);
    const text = await (0,text_file/* readTextFile */.G)(path, inputs.environment);
    const parsed = text.ok
        ? parse(text.value)
        : (0,build_result/* failure */.V)({ message: text.error });
    if (parsed.ok)
        return parsed.value;
    const { line, message } = parsed.error;
    inputs.addProblem(input, message, await (0,servers/* placeOf */.$t)(path, line, inputs, secrets));
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/verify/settings.js






const DEFAULT_TIMEOUT_SECONDS = 1_800;
const MIN_PASSWORD = 8;
const MAX_PASSWORD = 26;
/** Characters of a user name. */
const MAX_USERNAME = 64;
const settings_MAX_PORT = 65_535;
/**
 * Reads all inputs and the environment, and finds all of their problems at once.
 *
 * @returns undefined when there are problems
 */
async function readSettings({ event, inputs, secrets, }) {
    const { dryRun, notice } = (0,dry_run/* readDryRun */.n)(inputs, event, 'Real logins');
    const given = readPassword(inputs, event, dryRun);
    const list = await (0,servers/* readServers */.lf)(inputs, secrets);
    const addressKind = inputs.choice('address', ['private', 'public'], 'private');
    const port = inputs.integer('port', { min: 1, max: settings_MAX_PORT }, 22);
    const hosts = await readHosts({ inputs, secrets }, list?.servers ?? [], port);
    const username = readUsername(inputs);
    const acceptsNewKeys = inputs.choice('host_keys', ['strict', 'accept-new'], 'strict') === 'accept-new';
    const known = await readKnownHosts({ inputs, secrets }, !acceptsNewKeys && !dryRun);
    const waitSeconds = inputs.integer('wait', { min: 0, max: 3_600 }, 300);
    const settleSeconds = inputs.integer('settle', { min: 0, max: 3_600 }, 60);
    const maxRefused = inputs.integer('max_refused', { min: 1, max: 1_000 }, 3);
    const concurrency = inputs.integer('concurrency', { min: 1, max: 32 }, 10);
    const services = [
        ...(hosts === undefined ? ['ecs'] : []),
        ...(given.passwordSecret === undefined ? [] : ['csms']),
    ];
    const { settings: connection, target } = (0,actions_connection/* readConnection */.d)(inputs, event, {
        dryRun,
        defaultTimeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
        sendsRequests: !dryRun,
        services,
    });
    if (settleSeconds * 1_000 >= connection.timeoutMs) {
        inputs.addProblem('settle', `is not shorter than timeout (${connection.timeoutMs / 1_000} seconds), so no login would be tried: give a smaller number, or a longer timeout`);
    }
    if (inputs.problems.length > 0 || list === undefined || target.kind === 'invalid') {
        return undefined;
    }
    return {
        servers: list.servers,
        names: list.names,
        duplicates: list.duplicates,
        ...given,
        dryRun,
        notice,
        addressKind,
        hosts,
        username,
        port,
        knownHosts: known.hosts,
        knownHostsText: known.text,
        acceptsNewKeys,
        waitMs: waitSeconds * 1_000,
        settleMs: settleSeconds * 1_000,
        maxRefused,
        concurrency,
        connection,
        target: target.kind === 'target' ? target.target : undefined,
        warnings: inputs.warnings,
    };
}
function readPassword(inputs, event, dryRun) {
    // Untrimmed: another password than the one that was given would be tried on every server.
    const password = inputs.raw('password');
    const secret = inputs.text('password_secret');
    if (secret !== '') {
        if (password !== '') {
            inputs.addProblem('password', 'is given together with password_secret: give only one of the two');
        }
        const reference = (0,password_secret/* parsePasswordSecret */.Dn)(secret);
        if (reference.ok)
            return { password: undefined, passwordSecret: reference.value };
        inputs.addProblem('password_secret', reference.error);
        return { password: undefined };
    }
    if (password === '') {
        if (!dryRun) {
            inputs.addProblem('password', `is empty: give the password to verify from a secret${(0,github_event/* noSecrets */.f)(event)}`);
        }
        return { password: undefined };
    }
    const problem = passwordProblem(password);
    if (problem !== undefined)
        inputs.addProblem('password', problem);
    return { password };
}
/** What is wrong with a password, in words that contain nothing of it; undefined if nothing is. */
function passwordProblem(password) {
    if (/[\s\p{C}]/u.test(password)) {
        return 'contains a blank, a line end or a control character: store the secret again without it';
    }
    const { length } = Array.from(password);
    return length < MIN_PASSWORD || length > MAX_PASSWORD
        ? `must have ${MIN_PASSWORD} to ${MAX_PASSWORD} characters, as every password that a reset sets`
        : undefined;
}
function readUsername(inputs) {
    const username = inputs.text('username');
    if (username === '')
        return undefined;
    if (username.length > MAX_USERNAME || /\p{C}/u.test(username)) {
        inputs.addProblem('username', `must have at most ${MAX_USERNAME} characters, and no control characters`);
    }
    return username;
}

;// CONCATENATED MODULE: ./build/actions/verify/log.js


/** Says what the run will do, before anything is sent. */
function logPlan(core, settings, secrets) {
    const { connection, dryRun, duplicates, hosts, target, username } = settings;
    core.notice(settings.notice, { title: report_report/* TITLE */.ly });
    for (const warning of settings.warnings)
        core.warning(warning, { title: report_report/* TITLE */.ly });
    if (duplicates > 0)
        core.info(`Duplicates left out of the list: ${duplicates}.`);
    if (dryRun) {
        core.warning('No login was tried and no request was sent: this is a dry run.', {
            title: report_report/* TITLE */.ly,
        });
        return;
    }
    const user = username === undefined ? '' : ` as ${secrets.quote(username, MAX_USERNAME)}`;
    core.info(`Trying one login${user} on each of ${(0,report_report/* servers */.b0)(settings.servers.length)} by SSH, ${settings.concurrency} at once. Waits for the port: up to ${settings.waitMs / 1_000} s, then ${settings.settleMs / 1_000} s. Timeout of the run: ${connection.timeoutMs / 1_000} s.`);
    if (hosts !== undefined)
        core.info('Addresses: from hosts_file.');
    else if (target !== undefined) {
        core.info(`Addresses: ${settings.addressKind} ones, from ${target.endpoint}.`);
        core.info(`Credentials: ${target.source}.`);
    }
}
/** Logs the progress of the attempts. */
function attemptLog(core, results) {
    return {
        onProgress({ done, servers: total, waiting }) {
            const { refused, unreachable, verified } = results.counts();
            const others = waiting === 0 ? '' : ` The SSH ports of ${(0,report_report/* servers */.b0)(waiting)} are not open yet.`;
            core.info(`Done: ${done} of ${(0,report_report/* servers */.b0)(total)}. So far ${verified} verified, ${refused} refused, ${unreachable} unreachable.${others}`);
        },
        onMaxRefused() {
            core.warning('No further login begins: max_refused servers have refused the password, with none between them that took it.', { title: report_report/* TITLE */.ly });
        },
    };
}
/** Logs a host key that is new or not accepted, with its fingerprint as OpenSSH prints it. */
function logHostKey(core, names, { host, id, port }, { fingerprint, isAccepted, status }) {
    if (status === 'known')
        return;
    const label = (0,report_report/* serverLabel */.KM)(id, names);
    const where = host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
    core.info(isAccepted
        ? `Accepted the new host key of ${label} at ${where}: ${fingerprint}`
        : `Host key of ${label} at ${where}, ${status}, not accepted: ${fingerprint}`);
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/report/report-files.js
var report_files = __webpack_require__(4315);
// EXTERNAL MODULE: ./build/report/summary.js + 4 modules
var summary = __webpack_require__(31);
;// CONCATENATED MODULE: ./build/actions/verify/conclusion.js

/** The counts in one sentence. */
function countsSentence({ counts, dryRun }) {
    const { not_tried: notTried, refused, requested, unreachable, verified } = counts;
    if (dryRun === true)
        return `No login was tried for ${(0,report_report/* servers */.b0)(requested)}.`;
    const others = [
        refused > 0 ? `${refused} refused` : '',
        unreachable > 0 ? `${unreachable} unreachable` : '',
        notTried > 0 ? `${notTried} not tried` : '',
    ].filter((part) => part !== '');
    return `${[`The login works on ${verified} of ${(0,report_report/* servers */.b0)(requested)}`, ...others].join(', ')}.`;
}
/** Which password is to be kept; empty where every server has the new one. */
function keepSentence({ counts: { refused } }) {
    return refused > 0
        ? `Keep the old password: ${(0,report_report/* servers */.b0)(refused)} refused the login, and may still have the old one.`
        : '';
}
/** What to do next, each in one sentence or two; empty where all is well. */
function nextSteps({ counts, dryRun }) {
    const { not_tried: notTried, refused, unreachable } = counts;
    if (dryRun === true) {
        return ['Nothing is known about the password: that takes a run with dry_run: false.'];
    }
    const steps = [];
    if (refused > 0) {
        steps.push('Log in to one of the servers that refused at the remote login of the console, to see which password works there.');
        steps.push('Do not run again for the servers that refused before that: each attempt counts as a failed login there, and several lock the account.');
    }
    if (unreachable + notTried > 0) {
        steps.push('For the servers that are unreachable or not tried fix the cause shown for them, then run again for these servers.');
    }
    return steps;
}

// EXTERNAL MODULE: ./build/report/markup.js
var markup = __webpack_require__(9271);
// EXTERNAL MODULE: ./build/report/reason-groups.js
var reason_groups = __webpack_require__(6716);
// EXTERNAL MODULE: ./build/report/summary-content.js
var summary_content = __webpack_require__(3539);
;// CONCATENATED MODULE: ./build/actions/verify/endings.js
/** The outcomes of the action, in the order in which they are shown. */
const OUTCOMES = ['verified', 'refused', 'unreachable', 'not_tried'];
const NO_CONNECTION = 'Check that the server runs and has an SSH server (Windows servers often have none), that the runner reaches its network, and that its security group allows the port; if it was still starting, give a longer wait';
const COMPARE_KEY = 'Compare the fingerprint in the log with the one in the console log of the server, then put the right key into known_hosts_file';
const NO_PASSWORD_LOGIN = 'Nothing is known about the password. To verify it, allow PasswordAuthentication for this user in the configuration of the SSH server';
/** What is said about each ending. */
const ENDINGS = {
    verified: { outcome: 'verified', message: '', advice: '' },
    credentials: {
        outcome: 'refused',
        word: 'credentials',
        message: 'the server refused the login: it has another password, or it forbids this user to log in with a password, or the account is locked (SSH does not tell which)',
        advice: 'Log in at the remote login of the console. If the password is the old one, restart the server if it was not restarted since the reset, else reset it again; if it is the new one, check PermitRootLogin and whether the account is locked',
    },
    second_factor: {
        outcome: 'refused',
        word: 'second_factor',
        message: 'the server asks for more than the password, for example for a second factor',
        advice: 'Nothing is wrong with the password as far as the server tells. Log in by hand to be sure, or verify with a user who needs no second factor',
    },
    password_change: {
        outcome: 'refused',
        word: 'password_change',
        message: 'the server accepts the password only together with a new one, because it has expired',
        advice: 'Change the maximum age of the password on the server (chage), or set a new one and store it',
    },
    connect_refused: {
        outcome: 'unreachable',
        word: 'connect',
        message: 'the connection to the SSH port was refused',
        advice: NO_CONNECTION,
    },
    no_route: {
        outcome: 'unreachable',
        word: 'connect',
        message: 'no connection to the server could be made',
        advice: NO_CONNECTION,
    },
    dns: {
        outcome: 'unreachable',
        word: 'connect',
        message: 'the host name of the server was not found',
        advice: 'Check the name in hosts_file, and that the runner can resolve it',
    },
    timeout: {
        outcome: 'unreachable',
        word: 'timeout',
        message: 'the server did not answer in time',
        advice: NO_CONNECTION,
    },
    no_handshake: {
        outcome: 'unreachable',
        word: 'protocol',
        message: 'there was a connection but no SSH handshake: the port speaks another protocol, the server closed the connection, or it has no algorithm in common with this action',
        advice: 'Check host and port. If it is an SSH server, check its log: it may turn this runner away for some time (MaxStartups, PerSourcePenalties, fail2ban)',
    },
    no_answer: {
        outcome: 'unreachable',
        word: 'no_answer',
        message: 'the password was sent, and the connection ended or stayed silent without an answer',
        advice: 'The attempt may count as a failed login on the server. Check the log of its SSH server, then run again',
    },
    no_address: {
        outcome: 'unreachable',
        word: 'no_address',
        message: 'the server has no address of the kind that the input address asks for',
        advice: 'Give address: private where the runner is in the network of the servers, else bind an EIP, or give the hosts in hosts_file',
    },
    no_host: {
        outcome: 'unreachable',
        word: 'no_address',
        message: 'hosts_file has no host for the server',
        advice: 'Add the server to hosts_file',
    },
    not_found: {
        outcome: 'unreachable',
        word: 'no_address',
        message: 'the service does not know a server with this ID in this region and project',
        advice: 'Check the ID, region and project_id',
    },
    same_address: {
        outcome: 'unreachable',
        word: 'no_address',
        message: 'another server of the list has the same address, so a login would not show which of them answers',
        advice: 'Give address: public, or hosts that reach each of them in hosts_file',
    },
    host_key_unknown: {
        outcome: 'not_tried',
        word: 'host_key',
        message: 'known_hosts_file has no key for the host, so the password was not sent',
        advice: `${COMPARE_KEY}, or give host_keys: accept-new`,
    },
    host_key_changed: {
        outcome: 'not_tried',
        word: 'host_key',
        message: 'the host has another key than the one in known_hosts_file, so the password was not sent: it may be another machine',
        advice: COMPARE_KEY,
    },
    host_key_revoked: {
        outcome: 'not_tried',
        word: 'host_key',
        message: 'known_hosts_file revokes the key of the host, so the password was not sent',
        advice: 'Give the host a new key',
    },
    no_method: {
        outcome: 'not_tried',
        word: 'no_password_login',
        message: 'the server takes no passwords, so none was sent',
        advice: NO_PASSWORD_LOGIN,
    },
    none_accepted: {
        outcome: 'not_tried',
        word: 'no_password_login',
        message: 'the server lets the user in without a password, so a login proves nothing',
        advice: 'Secure the SSH server: anybody who reaches it gets in',
    },
    prompts: {
        outcome: 'not_tried',
        word: 'no_password_login',
        message: 'the server asks for more than one answer at once, or for a visible one, so no password was sent',
        advice: NO_PASSWORD_LOGIN,
    },
    lookup_failed: {
        outcome: 'not_tried',
        word: 'lookup_failed',
        message: 'the address of the server could not be read',
        advice: 'Run again for this server',
    },
    max_refused: {
        outcome: 'not_tried',
        word: 'max_refused',
        message: 'the run stopped before this server, because max_refused servers refused the password',
        advice: 'Find out why the others refused it before it is tried on more servers, then run again for this server',
    },
    run_ended: {
        outcome: 'not_tried',
        word: 'run_ended',
        message: 'the run ended before this server was tried',
        advice: 'Run again for this server',
    },
    dry_run: {
        outcome: 'not_tried',
        word: 'dry_run',
        message: 'a dry run tries no login',
        advice: '',
    },
};

;// CONCATENATED MODULE: ./build/actions/verify/summary.js






const LABELS = {
    verified: 'verified',
    refused: 'refused',
    unreachable: 'unreachable',
    not_tried: 'not tried',
};
const SQUARE_OF = {
    verified: summary_content/* SQUARES */.p.good,
    refused: summary_content/* SQUARES */.p.bad,
    unreachable: summary_content/* SQUARES */.p.unknown,
    not_tried: summary_content/* SQUARES */.p.untouched,
};
/**
 * The job summary of a verification.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
function verifySummary(report, reportFile) {
    const { counts, dryRun, names, results } = report;
    const groups = (0,reason_groups/* groupByReason */.H9)(results);
    const isWritten = reportFile !== '';
    return {
        headline: headlineOf(report),
        caption: dryRun === true ? (0,markup/* markup */.PT) `Check of logins, dry run` : (0,markup/* markup */.PT) `Check of logins`,
        counts: OUTCOMES.map((outcome) => ({
            label: LABELS[outcome],
            count: counts[outcome],
            square: SQUARE_OF[outcome],
        })),
        paragraphs: paragraphsOf(report),
        steps: nextSteps(report).map((step) => (0,markup/* markup */.PT) `${step}`),
        rerunLists: dryRun === true ? [] : [rerunList(report)].filter(({ count }) => count > 0),
        reasons: dryRun === true ? [] : groups.filter(({ outcome }) => outcome !== 'verified').map(reasonOf),
        details: [],
        tables: [],
        lists: groups.filter(({ outcome }) => outcome === 'verified').map(listOf),
        names,
        whereAllIs: isWritten
            ? (0,markup/* markup */.PT) `The report file has all of them, if the workflow keeps it.`
            : (0,markup/* markup */.PT) ``,
        notes: isWritten ? [] : [(0,markup/* markup */.PT) `**The report file could not be written, so the step failed.**`],
    };
}
function headlineOf({ counts, dryRun }) {
    const { requested, verified } = counts;
    if (dryRun === true)
        return (0,markup/* markup */.PT) `\u26a0\ufe0f No login was tried: this is a dry run`;
    return verified === requested
        ? (0,markup/* markup */.PT) `\u2705 Verified: ${(0,report_report/* servers */.b0)(verified)}`
        : (0,markup/* markup */.PT) `\u274c ${requested - verified} of ${(0,report_report/* servers */.b0)(requested)} still need you`;
}
function paragraphsOf(report) {
    const { counts, dryRun } = report;
    if (dryRun === true)
        return [];
    const { requested, verified } = counts;
    const keep = keepSentence(report);
    return [
        (0,markup/* markup */.PT) `One login was tried for each server, without a command. A login with this password works on ${verified} of ${(0,report_report/* servers */.b0)(requested)}.`,
        ...(keep === '' ? [] : [(0,markup/* markup */.PT) `${keep}`]),
    ];
}
/** Servers that refused are not in it: a second attempt takes a person who knows why. */
function rerunList({ counts, results }) {
    const count = counts.unreachable + counts.not_tried;
    const wanted = (outcome) => outcome === 'unreachable' || outcome === 'not_tried';
    return {
        title: `Unreachable and not tried: ${(0,report_report/* servers */.b0)(count)}`,
        count,
        ids: Iterator.from(results)
            .filter(({ outcome }) => wanted(outcome))
            .map(({ id }) => id),
    };
}
function reasonOf({ count, ids, outcome, reason, requestIds, word, }) {
    return {
        square: SQUARE_OF[outcome],
        outcome: LABELS[outcome],
        count,
        what: reason?.message ?? LABELS[outcome],
        code: reason?.code ?? word,
        docs: word === undefined ? undefined : `troubleshooting/verify.md#${word}`,
        advice: reason?.advice ?? '',
        ids,
        requestIds,
    };
}
function listOf({ count, ids, requestIds }) {
    return { title: `Verified: ${(0,report_report/* servers */.b0)(count)}`, count, ids, requestIds };
}

;// CONCATENATED MODULE: ./build/actions/verify/results.js

/** What is known of every server, at any moment. */
class Results {
    #servers;
    #endings = new Map();
    #reasons = new Map();
    #names;
    /** @param names the names that the list gives, by id; cleaned */
    constructor(servers, names) {
        this.#servers = servers;
        this.#names = new Map(names);
    }
    /** The names of servers that have one, by id; cleaned. */
    get names() {
        return this.#names;
    }
    /** Names a server, unless the list has named it. */
    name(id, name) {
        if (name !== '' && !this.#names.has(id))
            this.#names.set(id, name);
    }
    /** @param reason instead of what is said about the ending */
    record(id, ending, reason) {
        this.#endings.set(id, ending);
        if (reason !== undefined)
            this.#reasons.set(id, reason);
    }
    /** Servers without an ending. */
    open() {
        return this.#servers.filter((id) => !this.#endings.has(id));
    }
    /** How many servers have an ending. */
    counts() {
        const counts = { verified: 0, refused: 0, unreachable: 0, not_tried: 0 };
        for (const ending of this.#endings.values())
            counts[ENDINGS[ending].outcome] += 1;
        return { ...counts, requested: this.#servers.length };
    }
    /**
     * Every server, in the order of the input.
     *
     * @param rest the ending of servers that have none
     */
    final(rest, restReason) {
        return this.#servers.map((id) => {
            const ending = this.#endings.get(id);
            return ending === undefined
                ? resultOf(id, rest, restReason)
                : resultOf(id, ending, this.#reasons.get(id));
        });
    }
}
function resultOf(id, name, reason) {
    const { advice, message, outcome, word } = ENDINGS[name];
    return word === undefined
        ? { id, outcome }
        : { id, outcome, word, reason: reason ?? { message, advice } };
}
function countsOf(results) {
    const counts = Object.fromEntries(OUTCOMES.map((outcome) => [outcome, 0]));
    for (const { outcome } of results)
        counts[outcome] += 1;
    return { ...counts, requested: results.length };
}

;// CONCATENATED MODULE: ./build/actions/verify/verify-report.js



function verifyReport({ dryRun, names, results, run }) {
    return {
        action: 'verify',
        outcomes: OUTCOMES,
        good: ['verified'],
        results,
        counts: countsOf(results),
        names,
        dryRun,
        skipReason: dryRun ? 'a dry run tries no login' : undefined,
        run,
    };
}
/** Whether the step passes: every server is verified, or nothing was tried on purpose. */
function isSuccess(report) {
    return report.dryRun === true || (0,report_report/* isComplete */.As)(report);
}

;// CONCATENATED MODULE: ./build/actions/verify/publication.js






/** How the report is told. */
function verifyPublication(report, { docs, knownHosts, newLines }) {
    return {
        report,
        passes: isSuccess(report),
        conclusion: countsSentence(report),
        nextStep: [keepSentence(report), ...nextSteps(report)].filter((text) => text !== '').join(' '),
        summary: (reportFile) => (0,summary/* renderSummary */.B)(verifySummary(report, reportFile), docs),
        writeFiles: async (folder) => {
            if (knownHosts === undefined)
                return { known_hosts_file: '' };
            const path = (0,external_node_path_.join)(folder, 'known_hosts');
            const given = knownHosts === '' ? [] : [knownHosts.replace(/\n$/, '')];
            await (0,report_files/* writeLines */.x1)(path, [...given, ...newLines]);
            return { known_hosts_file: path };
        },
    };
}

// EXTERNAL MODULE: ./build/huaweicloud/ecs-texts.js
var ecs_texts = __webpack_require__(3241);
// EXTERNAL MODULE: ./build/version.js
var version = __webpack_require__(8508);
;// CONCATENATED MODULE: ./build/ssh/port.js

/** Opens a plain connection to a port and closes it again. Nothing is sent. */
function probePort(address, options) {
    const { abort, clock, timeoutMs } = options;
    const over = new AbortController();
    const socket = new external_node_net_.Socket();
    return new Promise((resolve) => {
        const finish = (state) => {
            over.abort();
            socket.destroy();
            resolve(state);
        };
        if (abort.aborted) {
            finish('aborted');
            return;
        }
        const onAbort = () => {
            finish('aborted');
        };
        abort.addEventListener('abort', onAbort, { signal: over.signal });
        socket.on('error', (error) => {
            finish(connectFailureOf(error));
        });
        socket.on('connect', () => {
            finish('open');
        });
        socket.connect(address);
        void clock.sleep(timeoutMs, over.signal).then(() => {
            if (!over.signal.aborted)
                finish('timeout');
        });
    });
}
/** Decided by the code, because the message contains addresses. */
function connectFailureOf(error) {
    const code = 'code' in error ? error.code : undefined;
    if (code === 'ECONNREFUSED')
        return 'connect_refused';
    if (code === 'ETIMEDOUT')
        return 'timeout';
    return 'syscall' in error && error.syscall === 'getaddrinfo' ? 'dns' : 'no_route';
}

;// CONCATENATED MODULE: ./build/ssh/login.js



/** From the first packet up to the response to the method `none`. */
const HANDSHAKE_MS = 20_000;
/** Software names in SSH have no blanks and no dashes: RFC 4253, section 4.2. */
const CLIENT_NAME = `reset_ecs_passwords_${version/* VERSION */.x}`;
/** How every SSH server begins, though it may send other lines before: RFC 4253, section 4.2. */
const SSH_IDENTIFICATION = 'SSH-';
/** How the debug output of the library names the message with which a server ends a connection. */
const DISCONNECT_RECEIVED = 'Inbound: Received DISCONNECT ';
/** More characters of a prompt are never looked at. */
const MAX_PROMPT_READ = 200;
/** The words with which Linux asks for another password when it has expired (pam_unix). */
const PASSWORD_CHANGE = [/\b(?:new|current|old|retype)\b/i, /\bpassword\b/i];
/** Loads the library. */
async function loadSsh2() {
    // In a bundle of ECMAScript modules, the library looks for the folder of a CommonJS module.
    globalThis.__dirname ??= import.meta.dirname;
    const { default: library } = await __webpack_require__.e(/* import() */ 547).then(__webpack_require__.t.bind(__webpack_require__, 7547, 19));
    return library;
}
/**
 * Tries to log in once: `none`, to learn the methods, then the password by `password`, or else by
 * `keyboard-interactive` with a single hidden prompt. No second attempt, no channel, no command.
 */
async function login({ Client }, target, options) {
    const attempt = new Attempt(new Client(), target, options);
    return await attempt.run();
}
class Attempt {
    #socket = new external_node_net_.Socket();
    #client;
    #target;
    #options;
    #ended = Promise.withResolvers();
    #over = new AbortController();
    #timer = new AbortController();
    /** The methods that were begun; the first one is `none`. */
    #methods = [];
    #isPasswordSent = false;
    #isHostKeyRefused = false;
    #isSsh;
    #promptText;
    constructor(client, target, options) {
        this.#client = client;
        this.#target = target;
        this.#options = options;
    }
    run() {
        const { abort } = this.#options;
        if (abort.aborted)
            return Promise.resolve('aborted');
        const onAbort = () => {
            this.#lose('aborted');
        };
        abort.addEventListener('abort', onAbort, { signal: this.#over.signal });
        this.#waitFor(HANDSHAKE_MS);
        this.#connect();
        return this.#ended.promise;
    }
    #connect() {
        const socket = this.#socket;
        const { host, port } = this.#target;
        socket.on('error', (error) => {
            this.#lose(socket.bytesRead > 0 ? 'no_handshake' : connectFailureOf(error));
        });
        socket.on('connect', () => {
            socket.removeAllListeners('error').on('error', () => undefined);
            this.#login();
        });
        socket.setNoDelay(true).connect({ host, port });
    }
    #login() {
        const client = this.#client;
        client.on('ready', () => {
            this.#finish(this.#isPasswordSent ? 'verified' : 'none_accepted');
        });
        client.on('change password', () => {
            this.#finish('password_change');
        });
        client.on('error', () => {
            this.#failed();
        });
        client.on('close', () => {
            this.#failed();
        });
        client.connect(this.#config());
        this.#socket.once('data', (data) => {
            this.#isSsh = data.toString('latin1', 0, SSH_IDENTIFICATION.length) === SSH_IDENTIFICATION;
        });
    }
    #config() {
        return {
            sock: this.#socket,
            ident: CLIENT_NAME,
            username: this.#target.username,
            // The time is limited here, for each part of the attempt.
            readyTimeout: 0,
            algorithms: { serverHostKey: [...this.#options.algorithms] },
            hostVerifier: (blob) => {
                this.#isHostKeyRefused = !this.#options.acceptsHostKey(blob);
                return !this.#isHostKeyRefused;
            },
            // The library reports only some of the messages with which a server ends a connection.
            debug: (line) => {
                if (!line.startsWith(DISCONNECT_RECEIVED))
                    return;
                this.#finish(this.#isPasswordSent ? 'credentials' : 'no_handshake');
            },
            authHandler: (methodsLeft, isPartial, next) => {
                const method = this.#nextMethod(methodsLeft, isPartial === true);
                if (method === undefined)
                    return;
                this.#methods.push(method);
                const { username } = this.#target;
                if (method === 'none') {
                    next({ type: 'none', username });
                    return;
                }
                this.#waitFor(this.#options.responseMs);
                if (method === 'password') {
                    next({ type: 'password', username, password: this.#takePassword() });
                    return;
                }
                next({
                    type: 'keyboard-interactive',
                    username,
                    prompt: (_name, _instructions, _language, prompts, answer) => {
                        this.#answer(prompts, answer);
                    },
                });
            },
        };
    }
    /** The method to begin, after the last one failed; undefined at the end of the attempt. */
    #nextMethod(methodsLeft, isPartial) {
        if (this.#methods.length === 0)
            return 'none';
        if (this.#isPasswordSent) {
            this.#finish(isPartial ? 'second_factor' : 'credentials');
            return undefined;
        }
        const offered = this.#methods.length === 1 ? (methodsLeft ?? []) : [];
        if (offered.includes('password'))
            return 'password';
        if (offered.includes('keyboard-interactive'))
            return 'keyboard-interactive';
        this.#finish('no_method');
        return undefined;
    }
    #answer(prompts, answer) {
        const [prompt] = prompts;
        if (this.#isPasswordSent) {
            this.#finish(this.#secondRound(prompts));
        }
        else if (prompts.length !== 1 || prompt === undefined || prompt.echo === true) {
            this.#finish('prompts');
        }
        else {
            this.#promptText = prompt.prompt;
            this.#waitFor(this.#options.responseMs);
            answer([this.#takePassword()]);
        }
    }
    /** What a further round means. The same prompt again means that the first answer was wrong. */
    #secondRound(prompts) {
        const isRepeated = prompts.length === 1 && prompts[0]?.prompt === this.#promptText;
        if (isRepeated)
            return 'credentials';
        const isChange = prompts.some(({ prompt }) => {
            const read = prompt.slice(0, MAX_PROMPT_READ);
            return PASSWORD_CHANGE.every((words) => words.test(read));
        });
        return isChange ? 'password_change' : 'second_factor';
    }
    #takePassword() {
        this.#isPasswordSent = true;
        this.#options.onPassword();
        return this.#options.password;
    }
    /** The connection failed or ended, at whichever point it was. */
    #failed() {
        if (this.#isHostKeyRefused)
            this.#finish('host_key');
        else
            this.#lose('no_handshake');
    }
    /** Without a response, all that counts is whether the password was sent. */
    #lose(end) {
        this.#finish(this.#isPasswordSent ? 'no_answer' : end);
    }
    #waitFor(ms) {
        this.#timer.abort();
        const timer = new AbortController();
        this.#timer = timer;
        void this.#options.clock.sleep(ms, timer.signal).then(() => {
            if (!timer.signal.aborted)
                this.#lose(this.#isSsh === false ? 'no_handshake' : 'timeout');
        });
    }
    #finish(end) {
        if (this.#over.signal.aborted)
            return;
        this.#over.abort();
        this.#timer.abort();
        if (POLITE_ENDS.includes(end)) {
            this.#client.end();
            this.#socket.destroySoon();
        }
        else {
            this.#socket.destroy();
        }
        this.#ended.resolve(end);
    }
}
/** After these, the server is told that the connection ends. After others it may be in any state. */
const POLITE_ENDS = [
    'verified',
    'credentials',
    'second_factor',
    'password_change',
    'no_method',
    'none_accepted',
    'prompts',
];

// EXTERNAL MODULE: ./build/actions/session.js + 4 modules
var actions_session = __webpack_require__(9206);
// EXTERNAL MODULE: ./build/huaweicloud/server-list.js + 1 modules
var server_list = __webpack_require__(8561);
;// CONCATENATED MODULE: ./build/actions/verify/addresses.js



/** More characters of a server's name are never shown. */
const MAX_NAME = 64;
const LINUX_USER = 'root';
const WINDOWS_USER = 'Administrator';
/** The servers that `hosts_file` has a host for. The others get their ending. */
function targetsFromHosts(hosts, { port, servers, username }, results) {
    return servers.flatMap((id) => {
        const address = hosts.get(id);
        if (address === undefined) {
            results.record(id, 'no_host');
            return [];
        }
        return [{ id, port, username: username ?? LINUX_USER, ...address }];
    });
}
/** Reads the addresses of the servers from the service. Servers without one get their ending. */
async function targetsFromService(settings, service, requests, results) {
    const { servers } = await (0,server_list/* listServersById */.fO)(settings.servers, service, requests);
    const targets = new Map();
    for (const status of servers.values()) {
        // What was not read because the run ended is left without an ending.
        if (requests.stop.aborted && status.kind === 'unreadable')
            continue;
        if (status.kind === 'server') {
            results.name(status.id, requests.secrets.quote(status.name, MAX_NAME));
        }
        const target = targetOf(status, settings, results);
        if (target !== undefined)
            targets.set(status.id, target);
    }
    for (const id of sharedAddresses(targets)) {
        results.record(id, 'same_address');
        targets.delete(id);
    }
    return [...targets.values()];
}
function targetOf(status, { addressKind, port, username }, results) {
    const { id } = status;
    switch (status.kind) {
        case 'not_found':
            results.record(id, 'not_found');
            return undefined;
        case 'unreadable':
            results.record(id, 'lookup_failed', lookupFailed(status.reason));
            return undefined;
        case 'server': {
            const host = addressOf(status.addresses, addressKind);
            if (host === undefined) {
                results.record(id, 'no_address');
                return undefined;
            }
            const user = username ?? (status.os === 'windows' ? WINDOWS_USER : LINUX_USER);
            return { id, host, port, username: user };
        }
    }
}
/** IPv4 goes first, and among these the primary interface, which is the one that has a route. */
function addressOf(addresses, kind) {
    const [best] = addresses
        .filter(({ address, isPublic }) => (0,external_node_net_.isIP)(address) !== 0 && isPublic === (kind === 'public'))
        .sort((a, b) => rank(a) - rank(b));
    return best?.address;
}
function rank({ isPrimary, version }) {
    return (version === 4 ? 0 : 2) + (isPrimary === false ? 1 : 0);
}
function lookupFailed({ message, ...reason }) {
    return { ...reason, message: `the address of the server could not be read: ${message}` };
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./build/actions/verify/attempts.js

/** Plain connections under way at once: they cost little, but each takes a socket. */
const MAX_PROBES = 128;
/** OpenSSH counts a connection without a login as one second of penalty, and forgets one a second. */
const PROBE_INTERVAL_MS = 5_000;
const PROGRESS_INTERVAL_MS = 60_000;
/**
 * Waits for the port of each server, then for it to settle, and tries one login. The waits take no
 * place of the concurrency. Servers that were not tried have no ending afterwards, except where
 * `max_refused` left them out.
 */
async function tryLogins(targets, options) {
    await new Attempts(targets, options).run();
}
class Attempts {
    #targets;
    #options;
    #probes = (0,p_limit/* default */.A)(MAX_PROBES);
    #places;
    #enough = new AbortController();
    #stop;
    #refusedInRow = 0;
    #isMaxRefused = false;
    #waiting = 0;
    #done = 0;
    constructor(targets, options) {
        this.#targets = targets;
        this.#options = options;
        this.#places = (0,p_limit/* default */.A)(options.concurrency);
        this.#stop = AbortSignal.any([options.stop, this.#enough.signal]);
    }
    async run() {
        const finished = new AbortController();
        const progress = this.#reportProgress(finished.signal);
        const results = await Promise.allSettled(this.#targets.map((target) => this.#waitAndTry(target)));
        finished.abort();
        await progress;
        for (const result of results)
            if (result.status === 'rejected')
                throw result.reason;
    }
    async #waitAndTry(target) {
        const { clock, settleMs } = this.#options;
        this.#waiting += 1;
        const state = await this.#waitForPort(target);
        this.#waiting -= 1;
        if (this.#isStopped(target) || state === 'aborted')
            return;
        if (state !== 'open') {
            this.#end(target, state);
            return;
        }
        await clock.sleep(settleMs, this.#stop);
        await this.#places(() => this.#try(target));
    }
    /** The state of the port at the end of the wait. Without a wait, the login finds out. */
    async #waitForPort(target) {
        const { clock, waitMs } = this.#options;
        if (waitMs === 0)
            return 'open';
        const end = clock.now() + waitMs;
        for (;;) {
            const begun = clock.now();
            const state = await this.#probes(() => this.#stop.aborted
                ? 'aborted'
                : this.#orStop(() => this.#options.probe(target, this.#stop)));
            if (state === 'open' || state === 'aborted' || clock.now() >= end)
                return state;
            const next = Math.min(begun + PROBE_INTERVAL_MS, end);
            await clock.sleep(Math.max(next - clock.now(), 0), this.#stop);
            if (this.#stop.aborted)
                return 'aborted';
        }
    }
    async #try(target) {
        if (this.#isStopped(target))
            return;
        const { login, record } = this.#options;
        const ending = await this.#orStop(() => login(target, () => {
            // Whatever happens from here on, the server may have seen the password.
            record(target.id, 'no_answer');
        }));
        if (ending === 'aborted')
            return;
        this.#end(target, ending);
        if (ending === 'verified')
            this.#refusedInRow = 0;
        if (ending !== 'credentials')
            return;
        this.#refusedInRow += 1;
        if (this.#refusedInRow < this.#options.maxRefused || this.#isMaxRefused)
            return;
        this.#isMaxRefused = true;
        this.#enough.abort();
        this.#options.onMaxRefused();
    }
    /** After an exception nothing new begins, and the logins under way end before it is thrown. */
    async #orStop(work) {
        try {
            return await work();
        }
        catch (error) {
            this.#enough.abort();
            throw error;
        }
    }
    /** Records why the server is left out, where the reason is not the end of the run. */
    #isStopped({ id }) {
        if (!this.#stop.aborted)
            return false;
        if (this.#isMaxRefused && !this.#options.stop.aborted)
            this.#options.record(id, 'max_refused');
        return true;
    }
    #end({ id }, ending) {
        this.#done += 1;
        this.#options.record(id, ending);
    }
    async #reportProgress(finished) {
        for (;;) {
            await this.#options.clock.sleep(PROGRESS_INTERVAL_MS, finished);
            if (finished.aborted)
                return;
            this.#options.onProgress({
                servers: this.#targets.length,
                waiting: this.#waiting,
                done: this.#done,
            });
        }
    }
}

// EXTERNAL MODULE: ./build/huaweicloud/csms.js + 1 modules
var csms = __webpack_require__(2714);
// EXTERNAL MODULE: ./build/inputs/store-texts.js
var store_texts = __webpack_require__(7512);
// EXTERNAL MODULE: ./build/actions/stored-password.js
var stored_password = __webpack_require__(6479);
// EXTERNAL MODULE: ./build/inputs/shared-texts.js
var shared_texts = __webpack_require__(7510);
;// CONCATENATED MODULE: ./build/actions/verify/verify-texts.js

const RUN_AGAIN = 'Run again';
/** What to do when the addresses cannot be read. */
const VERIFY_ADVICE = {
    ...(0,shared_texts/* adviceTexts */.x)({
        outcomeUnknown: RUN_AGAIN,
        tryAgain: RUN_AGAIN,
        grantPermission: 'Grant the action ecs:cloudServers:list to the user or agency of the credentials, or give the addresses in hosts_file',
        passwordForCheck: '',
        reduceBatchSize: '',
    }),
    checkCall: 'Check region (or endpoint) and project_id, and whether that cloud offers the list of servers (v1), or give the addresses in hosts_file',
};

;// CONCATENATED MODULE: ./build/actions/verify/password.js







/** The given password, or the one in the secret store. Any version may be verified, whatever its stages. */
async function password_readPassword({ password, passwordSecret, target }, session, requests, core) {
    if (password !== undefined)
        return (0,build_result/* success */.k)(password);
    if (passwordSecret === undefined || session === undefined)
        throw new Error('unreachable');
    const store = new csms/* SecretStore */.Gf({
        endpoint: target?.storeEndpoint ?? '',
        secretName: passwordSecret.name,
        session,
        context: requests,
        ownStages: password_secret/* OWN_STAGES */.bM,
        texts: (0,store_texts/* storeTexts */.i)(VERIFY_ADVICE, 'password_secret'),
    });
    const read = await (0,stored_password/* readStoredPassword */.$U)(passwordSecret, store);
    if (!read.ok)
        return (0,build_result/* failure */.V)(notRead(read.error));
    const { label, value } = read.value;
    const problem = passwordProblem(value);
    if (problem !== undefined) {
        return (0,build_result/* failure */.V)({
            message: `password_secret: the value of ${label} ${problem}`,
            advice: 'Give the version with the password of the servers',
        });
    }
    core.info(`Password: ${label}.`);
    return (0,build_result/* success */.k)(value);
}
function notRead({ message, ...reason }) {
    return { ...reason, message: `the password could not be read: ${message}` };
}

;// CONCATENATED MODULE: ./build/actions/verify/verify.js










/** Time for a plain connection to be opened. In milliseconds. */
const PROBE_TIMEOUT_MS = 5_000;
/**
 * Finds the password and the addresses, and tries the logins. What became of the servers is in the
 * results.
 *
 * @returns why the run ended early; undefined when it did not
 */
async function verifyServers(plan) {
    const { context, secrets, settings } = plan;
    const result = await (0,actions_session/* withConnection */.p)({ context, secrets, settings: settings.connection, advice: VERIFY_ADVICE }, async (requests, limits) => {
        const found = await findLogins(plan, requests);
        if (!found.ok)
            failLookup(plan, found.error, limits);
        else if (!limits.stop.aborted)
            await tryTargets(found.value, plan, limits);
        return (0,build_result/* success */.k)(undefined);
    });
    return result.ok ? undefined : result.error;
}
/** A lookup that was interrupted says nothing of the servers: the end of the run is their reason. */
function failLookup({ results, settings }, reason, { stop }) {
    if (stop.aborted)
        return;
    for (const id of settings.servers)
        results.record(id, 'lookup_failed', reason);
}
async function findLogins(plan, requests) {
    const { context, settings } = plan;
    const { target } = settings;
    if (target === undefined)
        return loginsOf(plan, undefined, requests);
    const session = await (0,actions_session/* signIn */.Jv)(target, requests, context);
    return session.ok ? loginsOf(plan, session.value, requests) : session;
}
/** @param session undefined when no service is needed */
async function loginsOf({ context, results, settings }, session, requests) {
    const password = await password_readPassword(settings, session, requests, context.core);
    if (!password.ok)
        return password;
    const { hosts, target } = settings;
    if (hosts !== undefined) {
        const targets = targetsFromHosts(hosts, settings, results);
        return (0,build_result/* success */.k)({ password: password.value, targets });
    }
    if (session === undefined)
        return (0,build_result/* success */.k)({ password: password.value, targets: [] });
    const endpoint = target?.endpoint ?? '';
    const service = { endpoint, session, texts: (0,ecs_texts/* ecsTexts */.K)(session, requests) };
    const targets = await targetsFromService(settings, service, requests, results);
    return (0,build_result/* success */.k)({ password: password.value, targets });
}
async function tryTargets({ password, targets }, { context, hostKeys, results, settings }, { abort, stop }) {
    const { clock, core } = context;
    const ssh2 = await loadSsh2();
    const attempt = async (target, onPassword) => {
        let refusal = 'host_key_unknown';
        const end = await login(ssh2, target, {
            password,
            algorithms: hostKeys.algorithmsFor(target),
            acceptsHostKey: (blob) => {
                const key = hostKeys.decide(target, blob);
                logHostKey(core, results.names, target, key);
                if (key.status === 'changed')
                    refusal = 'host_key_changed';
                if (key.status === 'revoked')
                    refusal = 'host_key_revoked';
                return key.isAccepted;
            },
            onPassword,
            clock,
            responseMs: settings.connection.requestTimeoutMs,
            abort,
        });
        return end === 'host_key' ? refusal : end;
    };
    await tryLogins(targets, {
        ...attemptLog(core, results),
        probe: (target, signal) => probePort(target, { clock, timeoutMs: PROBE_TIMEOUT_MS, abort: signal }),
        login: attempt,
        record: (id, ending) => {
            results.record(id, ending);
        },
        clock,
        waitMs: settings.waitMs,
        settleMs: settings.settleMs,
        concurrency: settings.concurrency,
        maxRefused: settings.maxRefused,
        stop,
    });
}

;// CONCATENATED MODULE: ./build/actions/verify/run.js











/**
 * Tries one login on each server: masks the secrets, checks the inputs, reads the addresses, logs in,
 * reports. The step fails unless every server is verified.
 */
async function run(context) {
    const { clock, core, environment } = context;
    const start = (0,actions_start/* startAction */.R)(context);
    const { secrets } = start;
    const settings = await readSettings(start);
    if (settings === undefined) {
        await (0,actions_start/* failInputs */.U)(context, start.inputs, 'Check of logins');
        return;
    }
    const results = new Results(settings.servers, settings.names);
    const hostKeys = new HostKeys(settings.knownHosts, settings.acceptsNewKeys);
    logPlan(core, settings, secrets);
    const { dryRun } = settings;
    const end = dryRun
        ? undefined
        : await verifyServers({ context, secrets, settings, results, hostKeys });
    const report = verifyReport({
        results: results.final(dryRun ? 'dry_run' : 'run_ended', end),
        names: results.names,
        dryRun,
        run: (0,report_report/* runFacts */.pI)(environment, start.started, clock.now()),
    });
    await (0,publish/* publish */.mk)(core, environment, verifyPublication(report, {
        knownHosts: settings.acceptsNewKeys && !dryRun ? settings.knownHostsText : undefined,
        newLines: hostKeys.newLines,
        docs: (0,docs_address/* docsAddress */.y)(environment),
    }));
}


/***/ }),

/***/ 1469:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Y: () => (/* binding */ readEcs)
/* harmony export */ });
/* harmony import */ var _request_auth_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4883);
/* harmony import */ var _send_with_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4843);


/** Sends a reading call, and repeats it after failures that may pass. */
function readEcs({ endpoint, session, texts }, { omit, path, ...call }, context) {
    const { clock, userAgent } = context;
    const { credentials, projectId } = session;
    const url = new URL(endpoint + path(projectId));
    return (0,_send_with_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .sendWithRetry */ .l)({
        ...call,
        service: 'ECS',
        repeatsRefusals: true,
        request: () => (0,_request_auth_js__WEBPACK_IMPORTED_MODULE_0__/* .authenticated */ .A)({ method: 'GET', url, headers: {}, body: '', ...(omit !== undefined && { omit }) }, { credentials, projectId, userAgent, now: () => clock.now() }),
        texts,
    }, context);
}


/***/ }),

/***/ 3241:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   K: () => (/* binding */ ecsTexts)
/* harmony export */ });
/* harmony import */ var _error_codes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8049);
/* harmony import */ var _error_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1243);


/** What to say when a reading call of ECS fails: by its code, else by its status. */
function ecsTexts({ credentials, isSession }, { advice, clock, secrets }) {
    const context = {
        advice,
        clean: (text) => secrets.clean(text),
        now: () => clock.now(),
        batch: false,
        dryRun: false,
        hasPassword: true,
        hasToken: credentials.kind === 'token',
        isSession,
    };
    const describe = (status, message, code) => {
        const error = { message, ...(code !== undefined && { code }) };
        const response = {
            status,
            form: 'object',
            perServer: new Map(),
            hasServerErrors: false,
        };
        return { ...(0,_error_text_js__WEBPACK_IMPORTED_MODULE_1__/* .describeError */ .Uc)(error, response, false, context), isComplete: true };
    };
    return {
        refused: describe,
        known: (code) => ((0,_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .knownCode */ .Fk)(code) === undefined ? undefined : describe(0, '', code)),
        unreachable: advice.checkNetwork,
    };
}


/***/ }),

/***/ 8561:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Xd: () => (/* binding */ UNREADABLE_ROW),
  YF: () => (/* binding */ listServersByFilter),
  fO: () => (/* binding */ listServersById)
});

// EXTERNAL MODULE: ./build/node_modules/zod/mini.js
var mini = __webpack_require__(8774);
// EXTERNAL MODULE: ./build/result.js
var result = __webpack_require__(395);
// EXTERNAL MODULE: ./build/huaweicloud/ecs-read.js
var ecs_read = __webpack_require__(1469);
// EXTERNAL MODULE: ./build/huaweicloud/schemas.js
var schemas = __webpack_require__(9533);
// EXTERNAL MODULE: ./build/huaweicloud/server-id.js
var server_id = __webpack_require__(782);
;// CONCATENATED MODULE: ./build/huaweicloud/server-rows.js



/** The member of a row with the data of cloud-init, which may contain a password. It is never read. */
const USER_DATA = 'OS-EXT-SRV-ATTR:user_data';
const Text = mini/* string */.Yj().check(mini/* maxLength */.Ru(1_000));
const State = mini/* string */.Yj().check(mini/* maxLength */.Ru(100));
const Row = mini/* object */.Ik({
    name: Text,
    status: State,
    'OS-EXT-STS:task_state': mini/* nullish */.cl(State),
    locked: mini/* boolean */.zM(),
    metadata: mini/* looseObject */._H({
        EcmResStatus: mini/* optional */.lq(mini/* unknown */.L5()),
        os_type: mini/* optional */.lq(mini/* unknown */.L5()),
    }),
    created: mini/* catch */.Mf(mini/* optional */.lq(mini/* pipe */.Fs(State, schemas/* Time */.gX)), undefined),
    tags: mini/* nullish */.cl(mini/* array */.YO(Text)),
    enterprise_project_id: mini/* nullish */.cl(Text),
});
const AddressLists = mini/* record */.g1(mini/* string */.Yj(), mini/* array */.YO(mini/* unknown */.L5()));
const Address = mini/* object */.Ik({
    addr: State,
    version: mini/* optional */.lq(mini/* union */.KC([mini/* string */.Yj(), mini/* number */.ai()])),
    'OS-EXT-IPS:type': mini/* optional */.lq(mini/* unknown */.L5()),
    primary: mini/* optional */.lq(mini/* unknown */.L5()),
});
/**
 * Reads one row of a list of servers. Only the members that are needed leave it.
 *
 * Source: ECS API reference, "Querying Details About ECSs"; the row of an ID that does not exist has
 * nothing but null beside `id` and `fault`.
 *
 * @returns undefined where the row does not even have a server ID
 */
function readRow(row) {
    const id = idOf(row);
    if (id === undefined || !isObject(row))
        return undefined;
    if (isMissing(row))
        return { kind: 'not_found', id };
    const parsed = Row.safeParse(row).data;
    if (parsed === undefined)
        return { kind: 'unreadable', id };
    const { created, locked, metadata, name, status, tags } = parsed;
    const taskState = parsed['OS-EXT-STS:task_state'] ?? '';
    return {
        kind: 'server',
        id,
        name,
        status,
        taskState: taskState === '' ? null : taskState,
        locked,
        frozen: metadata.EcmResStatus === 'freeze',
        os: systemOf(metadata.os_type),
        created: created?.getTime(),
        tags: tags ?? [],
        enterpriseProjectId: parsed.enterprise_project_id ?? undefined,
        addresses: addressesOf(row['addresses']),
    };
}
function idOf(row) {
    if (!isObject(row))
        return undefined;
    const { id } = row;
    return typeof id === 'string' && (0,server_id/* isServerId */.V)(id) ? id.toLowerCase() : undefined;
}
function isMissing(row) {
    if (row['status'] !== null)
        return false;
    const others = Object.entries(row).filter(([name]) => name !== 'id' && name !== 'fault');
    return others.every(([, value]) => value === null);
}
function systemOf(type) {
    if (typeof type !== 'string' || type.length > 100)
        return undefined;
    const name = type.toLowerCase();
    return name === 'linux' || name === 'windows' ? name : undefined;
}
/** What is not an address is left out. */
function addressesOf(value) {
    const lists = AddressLists.safeParse(value).data ?? {};
    return Object.values(lists)
        .flat()
        .flatMap((item) => {
        const parsed = Address.safeParse(item).data;
        if (parsed === undefined)
            return [];
        const { addr: address, primary, version } = parsed;
        const isV6 = version === undefined ? address.includes(':') : String(version) === '6';
        return {
            address,
            isPublic: parsed['OS-EXT-IPS:type'] === 'floating',
            version: isV6 ? 6 : 4,
            isPrimary: typeof primary === 'boolean' ? primary : undefined,
        };
    });
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}

// EXTERNAL MODULE: ./build/huaweicloud/signing.js
var signing = __webpack_require__(8786);
;// CONCATENATED MODULE: ./build/huaweicloud/server-list.js






/** Rows in one page. The service allows 1,000, and a row may have 64 kB. */
const PAGE_SIZE = 200;
/** The reference advises no more IDs in one request, because of the length of its URL. */
const IDS_AT_ONCE = 100;
const PageBody = mini/* object */.Ik({
    count: mini/* number */.ai().check(mini/* minimum */.UM(0)),
    servers: mini/* array */.YO(mini/* unknown */.L5()),
});
/**
 * Reads servers by ID, at most 100 in one request, one request after the other.
 *
 * After a refusal, which every other request would meet too, no further request is sent.
 *
 * Source: ECS API reference, "Querying Details About ECSs" (`server_id` takes a list with commas).
 *
 * @param ids in lower case
 */
async function listServersById(ids, service, context) {
    const servers = new Map();
    const times = [];
    let firstFailure;
    for (let start = 0; start < ids.length; start += IDS_AT_ONCE) {
        const part = ids.slice(start, start + IDS_AT_ONCE);
        const isOver = firstFailure?.refused === true || context.stop.aborted;
        const read = isOver && firstFailure !== undefined
            ? { listed: new Map(), times: [], end: (0,result/* failure */.V)(firstFailure) }
            : await readPart(part, service, context);
        times.push(...read.times);
        if (!read.end.ok)
            firstFailure ??= read.end.error;
        for (const id of part)
            servers.set(id, statusOf(id, read.listed.get(id), read.end));
    }
    const serverTime = times.every((time) => time !== undefined)
        ? times.reduce((last, time) => Math.max(last ?? 0, time), undefined)
        : undefined;
    return { servers, failure: firstFailure, serverTime };
}
/** Reads up to 100 servers. One page has them all, unless the service makes smaller pages. */
async function readPart(ids, service, context) {
    const listed = new Map();
    const times = [];
    let hasOther = false;
    let marker;
    for (;;) {
        const query = [['server_id', ids.join(',')], ...pageQuery(IDS_AT_ONCE, marker)];
        const page = await readPage(query, service, context);
        if (!page.ok)
            return { listed, times, end: page };
        times.push(page.value.time);
        hasOther ||= page.value.hasOther;
        const { count, servers } = page.value;
        const isNew = addTo(listed, servers);
        const isAll = ids.every((id) => listed.has(id)) || listed.size >= count;
        marker = servers.at(-1)?.id;
        if (isAll || hasOther || marker === undefined) {
            return { listed, times, end: (0,result/* success */.k)({ isWhole: !hasOther }) };
        }
        if (!isNew)
            return { listed, times, end: (0,result/* failure */.V)(repeated()) };
    }
}
function statusOf(id, listed, end) {
    if (listed?.kind === 'server' || listed?.kind === 'not_found')
        return listed;
    if (listed === undefined && end.ok && end.value.isWhole)
        return { kind: 'not_found', id };
    const isRefused = listed === undefined && !end.ok;
    return { kind: 'unreadable', id, reason: isRefused ? end.error.reason : UNREADABLE_ROW };
}
/** Why a row that does not match its definition says nothing of its server. */
const UNREADABLE_ROW = {
    message: 'the list of servers describes this server in an unknown form',
    advice: 'Check endpoint, and report it if it is the address of the ECS service itself',
};
/**
 * Lists the servers of a project that pass a filter, page by page. The list ends at the number of
 * servers that the service counts, or at an empty page.
 *
 * Source: ECS API reference, "Querying Details About ECSs" (`marker` is the last ID of a page).
 */
async function listServersByFilter(filter, service, context) {
    const servers = new Map();
    let marker;
    for (;;) {
        const query = [...filterQuery(filter), ...pageQuery(PAGE_SIZE, marker)];
        const page = await readPage(query, service, context);
        if (!page.ok)
            return (0,result/* failure */.V)({ servers, reason: page.error.reason });
        const { count, hasOther } = page.value;
        if (hasOther)
            return (0,result/* failure */.V)({ servers, reason: NO_ID });
        const isNew = addTo(servers, page.value.servers);
        marker = page.value.servers.at(-1)?.id;
        if (marker === undefined || servers.size >= count)
            return (0,result/* success */.k)({ servers, count });
        if (!isNew)
            return (0,result/* failure */.V)({ servers, reason: repeated().reason });
    }
}
const NO_ID = {
    message: 'the list of servers has a row without a server ID',
    advice: UNREADABLE_ROW.advice,
};
function repeated() {
    return {
        refused: false,
        reason: {
            message: 'the list of servers repeats a page, so the servers after it are not known',
            advice: 'Try again. If the error persists, report it with the request ID',
        },
    };
}
/** @returns whether one of them is new */
function addTo(servers, page) {
    const before = servers.size;
    for (const server of page)
        if (!servers.has(server.id))
            servers.set(server.id, server);
    return servers.size > before;
}
function filterQuery({ enterpriseProjectId, name, tags }) {
    return [
        ...tags.map((tag) => ['tags', tag]),
        ...(name === undefined ? [] : [['name', name]]),
        ...(enterpriseProjectId === undefined
            ? []
            : [['enterprise_project_id', enterpriseProjectId]]),
    ];
}
function pageQuery(limit, marker) {
    return [['limit', String(limit)], ...(marker === undefined ? [] : [['marker', marker]])];
}
function readPage(query, service, context) {
    const text = query.map(([name, value]) => `${name}=${(0,signing/* percentEncode */.a)(value)}`).join('&');
    return (0,ecs_read/* readEcs */.Y)(service, {
        path: (projectId) => `/v1/${projectId}/cloudservers/detail?${text}`,
        omit: USER_DATA,
        read: pageOf,
    }, context);
}
function pageOf(response) {
    const body = (0,schemas/* readBody */.x8)(PageBody, response);
    if (body === undefined)
        return undefined;
    const rows = body.servers.map(readRow);
    const servers = rows.filter((row) => row !== undefined);
    return {
        servers,
        count: body.count,
        hasOther: servers.length < rows.length,
        time: timeOf(response.headers['date'] ?? ''),
    };
}
/** `Date.parse` takes nearly anything; a date of HTTP begins with its weekday. */
function timeOf(date) {
    const time = /^[A-Z][a-z]{2}, /.test(date) ? Date.parse(date) : Number.NaN;
    return Number.isNaN(time) ? undefined : time;
}


/***/ })

};
