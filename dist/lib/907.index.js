export const id = 907;
export const ids = [907];
export const modules = {

/***/ 6816:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   q: () => (/* binding */ parseJson)
/* harmony export */ });
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(395);

/** Characters at the end of a message that name its position. */
const MAX_POSITION = 60;
/**
 * Parses JSON, and refuses an object that has a key twice: the parser would keep only the last value.
 * The messages of the parser quote the text, so only the line that they name is used.
 */
function parseJson(text) {
    let value;
    try {
        value = JSON.parse(text);
    }
    catch (error) {
        const line = lineOf(error);
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)({ kind: 'invalid', ...(line !== undefined && { line }) });
    }
    return countPairs(value) === countColons(text) ? (0,_result_js__WEBPACK_IMPORTED_MODULE_0__/* .success */ .k)(value) : (0,_result_js__WEBPACK_IMPORTED_MODULE_0__/* .failure */ .V)({ kind: 'same_key' });
}
/** The line of a syntax error, which the parser of Node.js names at the end of some of its messages. */
function lineOf(error) {
    const message = error instanceof SyntaxError ? error.message.slice(-MAX_POSITION) : '';
    const [, line] = /\(line (\d{1,9}) column \d{1,9}\)$/.exec(message) ?? [];
    return line === undefined ? undefined : Number(line);
}
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


/***/ }),

/***/ 6084:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  $t: () => (/* binding */ placeOf),
  mq: () => (/* binding */ readServerFile),
  lf: () => (/* binding */ readServers)
});

// EXTERNAL MODULE: ./build/result.js
var result = __webpack_require__(395);
// EXTERNAL MODULE: ./build/huaweicloud/server-id.js
var server_id = __webpack_require__(782);
;// CONCATENATED MODULE: ./build/inputs/foreign-text.js
/** Recognizes texts that a workflow passes by mistake instead of a list, and says what to write. */
/** As much of a text as is inspected. */
const MAX_INSPECTED = 4_000;
const WRAPPER = 'contains the output of the wrapper of hashicorp/setup-terraform (versions 1 and 2 add lines to it): set terraform_wrapper: false there';
const HCL = 'is in the language of Terraform and not JSON: write terraform output -json NAME instead of terraform output NAME';
const NO_OUTPUTS = 'contains a message of Terraform and not a list: check that the configuration has the output and was applied, then write terraform output -json NAME';
const EXPRESSION = 'is the word that an expression gives for a list or an object: write toJSON(\u2026) around the expression';
const IS_NULL = 'is null: the output or expression that it comes from has no value in this run';
/** For an object that can be a Terraform output as well as a map of servers, or mixes both. */
const TWO_READINGS = 'contains a JSON object that can be read in two ways: write a JSON array of the server IDs';
/** The problem of a text that is certainly not a list of servers; undefined for any other text. */
function foreignText(trimmed) {
    const head = trimmed.slice(0, MAX_INSPECTED);
    if (/^\[command\]|^::(?:debug|set-output|stop-commands)\b|::debug::/m.test(head))
        return WRAPPER;
    if (/\bNo outputs found\b|^[\u2577\u2502]|^Warning: |\bOutput "[^"]{0,100}" not found/.test(head)) {
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
    const head = text.trim().slice(0, MAX_INSPECTED);
    const isHcl = 
    // A type conversion, a comma before the closing bracket, or a pair with an equals sign.
    /^(?:to(?:set|list|map)|sensitive)\(/.test(head) ||
        /,\s{0,100}[\]}]/.test(head) ||
        /^[{[\s]{0,100}"?[\w.-]{1,100}"? {0,100}= /m.test(head);
    return isHcl ? HCL : undefined;
}

// EXTERNAL MODULE: ./build/inputs/json.js
var json = __webpack_require__(6816);
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
        if (hash < 0) {
            for (const id of wordsIn(content))
                entries.push({ id, line });
            continue;
        }
        const words = wordsIn(content.slice(0, hash));
        const comment = content.slice(hash + 1);
        // In YAML a folded text joins its lines, and a comment would swallow the ids after it. A line that
        // begins with a comment and an id is a server that is commented out.
        const noted = wordsIn(comment.replaceAll('#', ' '));
        const isHidden = words.length > 0 ? noted.some(server_id/* isServerId */.V) : noted.slice(1).some(server_id/* isServerId */.V);
        if (isHidden) {
            const message = `has a server ID in a comment, after other words (line ${line}): write each server on a line of its own (in YAML after "|", not after ">")`;
            return (0,result/* failure */.V)({ message, line });
        }
        const name = words.length === 1 ? comment.trim() : '';
        for (const id of words)
            entries.push(name === '' ? { id, line } : { id, line, name });
    }
    return (0,result/* success */.k)(entries);
}
function wordsIn(text) {
    // Most lines have one word, and nothing to split.
    return /[\s,]/.test(text) || text === ''
        ? text.split(/[\s,]+/).filter((word) => word !== '')
        : [text];
}

;// CONCATENATED MODULE: ./build/inputs/server-list-json.js





/**
 * Reads a list of servers in JSON: an array of ids or of objects with `id`; one object with `id`; one
 * string; an object whose values are all ids, or all objects with `id`; one Terraform output object; or
 * JSON text that contains such JSON once more. What can be read in two ways is refused.
 */
function readJsonEntries(text) {
    const blanks = text.slice(0, text.length - text.trimStart().length);
    const lineEnds = '\n'.repeat(blanks.split('\n').length - 1);
    // JSON knows fewer blanks than a text may begin with; the lines are those of the text all the same.
    const parsed = parse(`${lineEnds}${text.trim()}`);
    return parsed.ok ? entriesOf(parsed.value, true) : parsed;
}
function parse(text) {
    const parsed = (0,json/* parseJson */.q)(text);
    if (parsed.ok)
        return parsed;
    const { kind, line } = parsed.error;
    if (kind === 'same_key')
        return (0,result/* failure */.V)({ message: SAME_KEY });
    const message = terraformText(text) ?? INVALID_JSON;
    return (0,result/* failure */.V)(line === undefined ? { message } : { message, line });
}
const INVALID_JSON = 'looks like JSON but is not valid JSON: write a JSON array of server IDs, or the plain IDs on lines of their own';
const SAME_KEY = 'has the same key twice in one JSON object, so a server would be lost: write each once';
/** @param mayNest whether a string may contain JSON once more */
function entriesOf(value, mayNest) {
    if (!isObject(value) || typeof value['id'] === 'string')
        return valueEntries(value, mayNest);
    switch (terraformReading(value)) {
        case 'output':
            return valueEntries(value['value'], mayNest);
        case 'ambiguous':
            return (0,result/* failure */.V)({ message: TWO_READINGS });
        case 'none':
            return mapEntries(value);
    }
}
/** The entries of a value that is not itself a Terraform output. */
function valueEntries(value, mayNest) {
    if (typeof value === 'string') {
        const inner = value.trim();
        if (!mayNest || !/^[[{"]/.test(inner))
            return withoutLines(readTextEntries(value));
        const parsed = parse(inner);
        return withoutLines(parsed.ok ? entriesOf(parsed.value, false) : parsed);
    }
    if (Array.isArray(value))
        return (0,result/* success */.k)(value.map(entryOf));
    const isMap = isObject(value) && typeof value['id'] !== 'string';
    return isMap ? mapEntries(value) : (0,result/* success */.k)([entryOf(value)]);
}
/** The lines of a text in JSON are not those of the JSON. */
function withoutLines(entries) {
    return entries.ok
        ? (0,result/* success */.k)(entries.value.map((entry) => ({ ...entry, line: undefined })))
        : (0,result/* failure */.V)({ message: entries.error.message });
}
/** An object whose values are all ids, or all objects with `id`, as Terraform's `for_each` gives it. */
function mapEntries(object) {
    const values = Object.values(object);
    const isOutput = (value) => isObject(value) && terraformReading(value) !== 'none';
    if (values.length > 0 && values.every(isOutput)) {
        return (0,result/* failure */.V)({
            message: 'contains all outputs of Terraform: give one of them, with terraform output -json NAME',
        });
    }
    if (Array.isArray(object['servers'])) {
        return (0,result/* failure */.V)({
            message: 'contains a response of the ECS API: give only the list in its member servers (jq -c .servers)',
        });
    }
    const objects = values.filter(isObject).length;
    if (objects > 0 && objects < values.length)
        return (0,result/* failure */.V)({ message: TWO_READINGS });
    return (0,result/* success */.k)(values.map(entryOf));
}
/**
 * Whether an object is one output as `terraform output -json` writes it:
 * `{"sensitive":false,"type":\u2026,"value":\u2026}`. With a server in place of `type` or `sensitive` it may as
 * well be a map of servers.
 */
function terraformReading(object) {
    const keys = Object.keys(object);
    if (!('value' in object) || !keys.every((key) => OUTPUT_MEMBERS.includes(key)))
        return 'none';
    const others = [object['type'], object['sensitive']].map((other) => entryOf(other).id ?? '');
    return others.some(server_id/* isServerId */.V) ? 'ambiguous' : 'output';
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
const MAX_NAMED = 5;
/**
 * Parses a list of servers in any of the forms that people and Terraform write: plain text (lines,
 * commas, blanks, comments after `#`), or JSON (see {@link readJsonEntries}).
 */
function parseServerList(text, options) {
    const trimmed = text.trim();
    const foreign = foreignText(trimmed);
    if (foreign !== undefined)
        return (0,result/* failure */.V)({ message: foreign });
    // Not trimmed, so that the lines are those of the file.
    const entries = /^[[{"]/.test(trimmed) ? readJsonEntries(text) : readTextEntries(text);
    return entries.ok ? check(entries.value, text, options) : entries;
}
function check(entries, text, options) {
    if (entries.length === 0) {
        return (0,result/* failure */.V)({ message: 'is an empty list: give at least one server ID' });
    }
    const servers = new Set();
    const names = new Map();
    const invalid = [];
    let invalidCount = 0;
    let firstInvalid;
    for (const [index, entry] of entries.entries()) {
        if (entry.id === undefined || !(0,server_id/* isServerId */.V)(entry.id)) {
            invalidCount += 1;
            firstInvalid ??= entry;
            if (invalid.length < MAX_NAMED)
                invalid.push(describe(entry, index, options));
            continue;
        }
        const id = entry.id.toLowerCase();
        servers.add(id);
        const name = entry.name === undefined ? '' : options.cleanName(entry.name);
        if (name !== '' && !names.has(id))
            names.set(id, name);
    }
    if (invalidCount === 0) {
        return (0,result/* success */.k)({ servers: [...servers], names, duplicates: entries.length - servers.size });
    }
    const more = invalidCount > invalid.length ? ` and ${invalidCount - invalid.length} more` : '';
    const message = `contains something that is not a valid server ID: ${invalid.join(', ')}${more}. Write IDs such as 0a1b2c3d-1111-2222-3333-444455556666 (not names)`;
    const line = firstInvalid === undefined ? undefined : lineOf(firstInvalid, text);
    return (0,result/* failure */.V)(line === undefined ? { message } : { message, line });
}
/** The line of an entry; of one in JSON only where its text stands once. */
function lineOf({ id, line }, text) {
    if (line !== undefined || id === undefined)
        return line;
    const written = JSON.stringify(id);
    const index = text.indexOf(written);
    return index < 0 || index !== text.lastIndexOf(written)
        ? undefined
        : text.slice(0, index).split('\n').length;
}
function describe({ id, kind, line }, index, { byLine, show }) {
    const place = byLine && line !== undefined ? `line ${line}` : `entry ${index + 1}`;
    const shown = id === undefined ? kind : show(id);
    return shown === undefined ? place : `${place} (${shown})`;
}

// EXTERNAL MODULE: ./build/inputs/text-file.js
var text_file = __webpack_require__(4532);
;// CONCATENATED MODULE: ./build/inputs/servers.js



/** More characters of a server's name are never shown. */
const MAX_NAME = 64;
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
    if (path !== '')
        return readServerFile(inputs, 'server_ids_file', secrets);
    const list = parseServerList(text, listOptions(secrets, text, false));
    if (list.ok)
        return list.value;
    inputs.addProblem('server_ids', list.error.message);
    return undefined;
}
/**
 * Reads a list of servers from the file that an input names.
 *
 * @returns undefined when there is a problem
 */
async function readServerFile(inputs, input, secrets) {
    const path = inputs.text(input);
    const list = await readFile(path, inputs, secrets);
    if (list.ok)
        return list.value;
    const { line, message } = list.error;
    inputs.addProblem(input, message, await placeOf(path, line, inputs, secrets));
    return undefined;
}
/** The runner does not mask the file of an annotation, so a path that contains a secret is not named. */
async function placeOf(path, line, { environment }, secrets) {
    const file = await (0,text_file/* pathInWorkspace */.e)(path, environment);
    if (file === undefined || secrets.isIn(file))
        return undefined;
    return line === undefined ? { file } : { file, line };
}
async function readFile(path, { environment }, secrets) {
    const text = await (0,text_file/* readTextFile */.G)(path, environment);
    if (!text.ok)
        return (0,result/* failure */.V)({ message: text.error });
    if (text.value.trim() === '') {
        return (0,result/* failure */.V)({ message: 'names an empty file: write at least one server ID into it' });
    }
    return parseServerList(text.value, listOptions(secrets, text.value, true));
}
/**
 * Nothing of a file is quoted, and nothing of a text that contains a secret: its parts are no longer
 * recognized as parts of it.
 */
function listOptions(secrets, text, isFile) {
    let found;
    // Only looked for when something is quoted: it takes longer than everything else in a long list.
    const hasSecret = () => (found ??= !isFile && secrets.isIn(text));
    return {
        show: (part) => (isFile || hasSecret() ? undefined : secrets.quote(part)),
        cleanName: (name) => (hasSecret() ? '' : secrets.quote(name.slice(0, MAX_NAME_READ), MAX_NAME)),
        byLine: isFile,
    };
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


/***/ }),

/***/ 370:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  A: () => (/* binding */ pLimit)
});

// UNUSED EXPORTS: limitFunction

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}


/***/ })

};
