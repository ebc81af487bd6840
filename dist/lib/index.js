import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 2250:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("dns");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 4589:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 1692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 3106:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("zlib");

/***/ }),

/***/ 6448:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   U: () => (/* binding */ watchLimits),
/* harmony export */   z: () => (/* binding */ INTERNAL_ERROR)
/* harmony export */ });
/** The runner kills a cancelled step after about ten seconds; the report needs some of them. */
const GRACE_MS = 4_000;
/** The reason of the signal `cancelled` where a fault of the program ends the run, not the runner. */
const INTERNAL_ERROR = 'internal_error';
/**
 * Watches the deadline and the request to cancel the run. At the deadline everything ends at once. A
 * cancelled run gives the calls under way a few seconds, because a response tells more than
 * `unknown`.
 *
 * @param timeoutMs for the whole run, from now
 * @param cancelled aborted when the runner asks the step to end, or with the reason INTERNAL_ERROR
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
        cause ??= cancelled.reason === INTERNAL_ERROR ? INTERNAL_ERROR : 'cancelled';
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


/***/ }),

/***/ 8911:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  ob: () => (/* reexport */ Context),
  I8: () => (/* binding */ core),
  R5: () => (/* binding */ readInput),
  vg: () => (/* binding */ tempFolder)
});

;// CONCATENATED MODULE: external "node:os"
const external_node_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");
;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function issue(name, message = '') {
    issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return __awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return __awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/github/lib/context.js


class Context {
    /**
     * Hydrate the context from the environment
     */
    constructor() {
        var _a, _b, _c;
        this.payload = {};
        if (process.env.GITHUB_EVENT_PATH) {
            if ((0,external_fs_.existsSync)(process.env.GITHUB_EVENT_PATH)) {
                this.payload = JSON.parse((0,external_fs_.readFileSync)(process.env.GITHUB_EVENT_PATH, { encoding: 'utf8' }));
            }
            else {
                const path = process.env.GITHUB_EVENT_PATH;
                process.stdout.write(`GITHUB_EVENT_PATH ${path} does not exist${external_os_namespaceObject.EOL}`);
            }
        }
        this.eventName = process.env.GITHUB_EVENT_NAME;
        this.sha = process.env.GITHUB_SHA;
        this.ref = process.env.GITHUB_REF;
        this.workflow = process.env.GITHUB_WORKFLOW;
        this.action = process.env.GITHUB_ACTION;
        this.actor = process.env.GITHUB_ACTOR;
        this.job = process.env.GITHUB_JOB;
        this.runAttempt = parseInt(process.env.GITHUB_RUN_ATTEMPT, 10);
        this.runNumber = parseInt(process.env.GITHUB_RUN_NUMBER, 10);
        this.runId = parseInt(process.env.GITHUB_RUN_ID, 10);
        this.apiUrl = (_a = process.env.GITHUB_API_URL) !== null && _a !== void 0 ? _a : `https://api.github.com`;
        this.serverUrl = (_b = process.env.GITHUB_SERVER_URL) !== null && _b !== void 0 ? _b : `https://github.com`;
        this.graphqlUrl =
            (_c = process.env.GITHUB_GRAPHQL_URL) !== null && _c !== void 0 ? _c : `https://api.github.com/graphql`;
    }
    get issue() {
        const payload = this.payload;
        return Object.assign(Object.assign({}, this.repo), { number: (payload.issue || payload.pull_request || payload).number });
    }
    get repo() {
        if (process.env.GITHUB_REPOSITORY) {
            const [owner, repo] = process.env.GITHUB_REPOSITORY.split('/');
            return { owner, repo };
        }
        if (this.payload.repository) {
            return {
                owner: this.payload.repository.owner.login,
                repo: this.payload.repository.name
            };
        }
        throw new Error("context.repo requires a GITHUB_REPOSITORY environment variable like 'owner/repo'");
    }
}
//# sourceMappingURL=context.js.map
;// CONCATENATED MODULE: ./build/github/core.js
/**
 * The functions of `@actions/core` and `@actions/github` that the actions use, imported from single
 * files: the main modules also load an OpenID client, an HTTP client with all of undici, and the API
 * client of GitHub, which take a third of the start-up time of the step (`npm run bench`).
 */






/** An input as the runner passes it, with its blanks and line ends; empty when it is not given. */
function readInput(environment, name) {
    return environment[`INPUT_${name.toUpperCase()}`] ?? '';
}
/** The folder for temporary files of the job; of the system where the runner sets none. */
function tempFolder(environment) {
    const folder = environment['RUNNER_TEMP'] ?? '';
    return folder === '' ? (0,external_node_os_namespaceObject.tmpdir)() : folder;
}
function annotation(kind) {
    return (message, properties = {}) => {
        issueCommand(kind, toCommandProperties(properties), String(message));
    };
}
const error = annotation('error');
/**
 * The same behaviour as the functions of `@actions/core` with the same names, except for secrets with
 * `::` (tests compare them).
 */
const core = {
    error,
    notice: annotation('notice'),
    warning: annotation('warning'),
    info(message) {
        process.stdout.write(`${message}\n`);
    },
    setFailed(message) {
        process.exitCode = 1;
        error(message);
    },
    /** Throws where the runner gave no file for outputs: the original would print the value. */
    setOutput(name, value) {
        issueFileCommand('OUTPUT', prepareKeyValueMessage(name, value));
    },
    /**
     * Some runners (act, for one) end the name of a command without a property at the last `::` of the
     * line, so they would print a secret with `::`. A property ends the name, and add-mask ignores it.
     */
    setSecret(secret) {
        issueCommand('add-mask', secret.includes('::') ? { type: 'secret' } : {}, secret);
    },
    summary: summary,
};


/***/ }),

/***/ 8049:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  o9: () => (/* binding */ canonicalCode),
  od: () => (/* binding */ isGatewayCode),
  dK: () => (/* binding */ isSignatureError),
  Fk: () => (/* binding */ knownCode)
});

// UNUSED EXPORTS: KNOWN_CODES

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
        message: 'the status of the server does not allow the operation',
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


/***/ }),

/***/ 4669:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   k: () => (/* binding */ docsOfCode),
/* harmony export */   y: () => (/* binding */ docsAddress)
/* harmony export */ });
/* harmony import */ var _huaweicloud_error_codes_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8049);

/**
 * The address of the folder docs/ in the version of the action that runs; undefined where the runner
 * does not name that version, for example for an action in the workspace.
 */
function docsAddress(environment) {
    const of = (name) => environment[name] ?? '';
    const address = `${of('GITHUB_SERVER_URL')}/${of('GITHUB_ACTION_REPOSITORY')}/blob/${of('GITHUB_ACTION_REF')}`;
    return /^https:\/\/[\w.:-]+\/[\w.-]+\/[\w.-]+\/blob\/[\w./-]+$/.test(address)
        ? `${address}/docs`
        : undefined;
}
/** The place of a code of ECS or of its gateway below docs/; without a row of its own, the section. */
function docsOfCode(code) {
    const known = (0,_huaweicloud_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalCode */ .o9)(code).replace(/^APIG\./, 'APIGW.');
    const anchor = (0,_huaweicloud_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .knownCode */ .Fk)(known) === undefined ? 'codes' : known.toLowerCase().replace('.', '-');
    return `troubleshooting/codes.md#${anchor}`;
}


/***/ }),

/***/ 6945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   D1: () => (/* binding */ logProblems),
/* harmony export */   Gk: () => (/* binding */ describeReason),
/* harmony export */   Gl: () => (/* binding */ logHelp),
/* harmony export */   Ml: () => (/* binding */ requestLog),
/* harmony export */   WB: () => (/* binding */ internalError),
/* harmony export */   YA: () => (/* binding */ seconds),
/* harmony export */   l2: () => (/* binding */ capitalized),
/* harmony export */   yn: () => (/* binding */ logFailures)
/* harmony export */ });
/* harmony import */ var _docs_address_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4669);
/* harmony import */ var _reason_groups_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6716);
/* harmony import */ var _report_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7177);



/** The runner keeps ten annotations of a kind in a step; one is left for the final result. */
const MAX_ANNOTATIONS = 8;
const MAX_IDS_NAMED = 3;
/**
 * Reports the problems of the inputs, one annotation each, and fails the step. A problem in a file is
 * shown at its line in the diff of a pull request.
 */
function logProblems(core, problems) {
    core.info('No request was sent, because of the inputs:');
    const inFiles = problems.filter(({ location }) => location !== undefined);
    const others = problems.filter(({ location }) => location === undefined);
    for (const problem of [...inFiles, ...others.slice(0, -1)]) {
        core.error(textOf(problem), { title: _report_js__WEBPACK_IMPORTED_MODULE_1__/* .TITLE */ .ly, ...placeOf(problem) });
    }
    // setFailed adds an annotation of its own, which has no place, so the last of the others goes with it.
    const last = others.at(-1);
    core.setFailed(last === undefined ? 'The inputs are not valid.' : textOf(last));
}
/** A message that ends in a line of its own ends in something to copy, and takes no full stop. */
function textOf({ input, message }) {
    return message.endsWith('\n') ? `${input} ${message}` : `${input} ${message}.`;
}
function placeOf({ location }) {
    if (location === undefined)
        return {};
    const { file, line } = location;
    return line === undefined ? { file } : { file, startLine: line };
}
/** Reports an exception. Its message and stack may quote anything, so only its name is shown. */
function internalError(error) {
    return `Internal error (${error instanceof Error ? error.name : typeof error}). Please report it.`;
}
/** Links to the explanation of every message, in the version of the action that runs. */
function logHelp(core, environment) {
    const docs = (0,_docs_address_js__WEBPACK_IMPORTED_MODULE_0__/* .docsAddress */ .y)(environment);
    if (docs !== undefined) {
        core.info(`What each message means, and what to do: ${docs}/troubleshooting.md`);
    }
}
/** Logs why the sign-in waits, or ends. */
function requestLog(core) {
    return {
        waiting({ attempt, reason, waitMs }) {
            core.info(`${describeReason(reason)}. Attempt ${attempt} failed; the next one begins in ${seconds(waitMs)}.`);
        },
        gaveUp({ reason, waitMs }) {
            core.info(`${describeReason(reason)}. No further attempt: it would begin in ${seconds(waitMs)}, after the deadline.`);
        },
    };
}
/** One annotation for each reason for which servers have no good outcome. */
function logFailures(core, report) {
    if ((0,_report_js__WEBPACK_IMPORTED_MODULE_1__/* .isComplete */ .As)(report))
        return;
    const groups = (0,_reason_groups_js__WEBPACK_IMPORTED_MODULE_2__/* .groupInOrder */ .nZ)(failures(report));
    for (const group of groups.slice(0, MAX_ANNOTATIONS)) {
        core.error(describeGroup(group, report.names), { title: _report_js__WEBPACK_IMPORTED_MODULE_1__/* .TITLE */ .ly });
    }
    if (groups.length > MAX_ANNOTATIONS) {
        core.info(`There are ${groups.length - MAX_ANNOTATIONS} more kinds of failure: see the report file.`);
    }
}
function* failures({ good, results }) {
    const isGood = new Set(good);
    for (const result of results) {
        // What a dry run leaves out has not failed.
        if (!isGood.has(result.outcome) && result.word !== 'dry_run')
            yield result;
    }
}
function describeGroup({ count, ids, outcome, reason }, names) {
    const named = ids.slice(0, MAX_IDS_NAMED).map((id) => (0,_report_js__WEBPACK_IMPORTED_MODULE_1__/* .serverLabel */ .KM)(id, names));
    const more = count > named.length ? ` and ${count - named.length} more` : '';
    const text = reason === undefined ? '' : `: ${describeReason(reason)}. ${reason.advice}`;
    return `${(0,_report_js__WEBPACK_IMPORTED_MODULE_1__/* .servers */ .b0)(count)} ${outcome.replace('_', ' ')}${text}. ${count === 1 ? 'Server' : 'Servers'}: ${named.join(', ')}${more}.`;
}
/** What happened, with code and request id, as a sentence without a full stop. */
function describeReason({ code, message, requestId }) {
    const ids = [code, requestId === undefined ? undefined : `request ${requestId}`].filter((part) => part !== undefined);
    return ids.length === 0 ? capitalized(message) : `${capitalized(message)} (${ids.join(', ')})`;
}
function capitalized(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}
function seconds(ms) {
    return `${(ms / 1_000).toFixed(1)} s`;
}


/***/ }),

/***/ 6716:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   H9: () => (/* binding */ groupByReason),
/* harmony export */   nZ: () => (/* binding */ groupInOrder),
/* harmony export */   yK: () => (/* binding */ MAX_GROUP_IDS)
/* harmony export */ });
/** More ids of a group are counted, not kept: the summary shows no more. */
const MAX_GROUP_IDS = 500;
const MAX_REQUEST_IDS = 20;
/** Groups servers by outcome and reason. The largest group is the first; equal ones keep their order. */
function groupByReason(results) {
    return groupInOrder(results).sort((a, b) => b.count - a.count);
}
/** The same groups in the order of their first servers, so that a cause comes before what follows from it. */
function groupInOrder(results) {
    const groups = new Map();
    let last;
    for (const result of results) {
        const { outcome, reason, word } = result;
        // Neighbours are mostly of one response, and share its reason.
        if (last?.outcome !== outcome || last.word !== word || last.reason !== reason) {
            const { code, message } = reason ?? {};
            const key = [outcome, word, code, message].join('\n');
            last = groups.get(key) ?? new GrowingGroup(outcome, word, reason);
            groups.set(key, last);
        }
        last.add(result.id, reason?.requestId ?? result.requestId);
    }
    return [...groups.values()];
}
class GrowingGroup {
    outcome;
    word;
    reason;
    ids = [];
    count = 0;
    #requestIds = new Set();
    constructor(outcome, word, reason) {
        this.outcome = outcome;
        this.word = word;
        this.reason = reason;
    }
    get requestIds() {
        return [...this.#requestIds];
    }
    add(id, requestId) {
        this.count += 1;
        if (this.ids.length < MAX_GROUP_IDS)
            this.ids.push(id);
        if (requestId !== undefined && this.#requestIds.size < MAX_REQUEST_IDS) {
            this.#requestIds.add(requestId);
        }
    }
}


/***/ }),

/***/ 7177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   As: () => (/* binding */ isComplete),
/* harmony export */   KM: () => (/* binding */ serverLabel),
/* harmony export */   Ly: () => (/* binding */ remainingIds),
/* harmony export */   b0: () => (/* binding */ servers),
/* harmony export */   ly: () => (/* binding */ TITLE),
/* harmony export */   pI: () => (/* binding */ runFacts)
/* harmony export */ });
/** Titles of annotations are not masked by the runner, so this one never changes. */
const TITLE = 'reset-ecs-passwords';
/** Whether every server has an outcome with which the step passes. */
function isComplete({ counts, good }) {
    return good.reduce((sum, outcome) => sum + (counts[outcome] ?? 0), 0) === counts['requested'];
}
/** @param started, ended milliseconds since the epoch */
function runFacts(environment, started, ended) {
    const of = (name) => environment[name] ?? '';
    return {
        url: `${of('GITHUB_SERVER_URL')}/${of('GITHUB_REPOSITORY')}/actions/runs/${of('GITHUB_RUN_ID')}`,
        actor: of('GITHUB_ACTOR'),
        event: of('GITHUB_EVENT_NAME'),
        commit: of('GITHUB_SHA'),
        started: new Date(started).toISOString(),
        ended: new Date(ended).toISOString(),
    };
}
/** The servers for the next run. */
function* remainingIds({ counts, remaining = [], results }) {
    const wanted = new Set(remaining.filter((outcome) => counts[outcome] !== 0));
    if (wanted.size === 0)
        return;
    for (const { id, outcome } of results)
        if (wanted.has(outcome))
            yield id;
}
/** A server as a person knows it: its name, if it has one, and its id. */
function serverLabel(id, names) {
    const name = names.get(id);
    return name === undefined ? id : `${name} (${id})`;
}
/** `1 server`, `2 servers`. */
function servers(count) {
    return `${count} ${count === 1 ? 'server' : 'servers'}`;
}


/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Flag the module as loaded
/******/ 	module.loaded = true;
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/node module decorator */
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
var __webpack_exports__ = {};

// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  i: () => (/* binding */ main)
});

// EXTERNAL MODULE: ./build/fleet/cancellation.js
var cancellation = __nccwpck_require__(6448);
// EXTERNAL MODULE: ./build/github/core.js + 7 modules
var core = __nccwpck_require__(8911);
// EXTERNAL MODULE: ./build/report/log.js
var log = __nccwpck_require__(6945);
;// CONCATENATED MODULE: external "node:timers/promises"
const promises_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");
;// CONCATENATED MODULE: ./build/retry/clock.js

const systemClock = {
    now: () => Date.now(),
    async sleep(ms, signal) {
        try {
            await (0,promises_namespaceObject.setTimeout)(ms, undefined, { signal });
        }
        catch (error) {
            if (!signal.aborted)
                throw error;
        }
    },
};

;// CONCATENATED MODULE: ./build/main.js




/** The actions, each in a chunk of its own. A new action is one more line. */
const ACTIONS = {
    password: () => Promise.all(/* import() */[__nccwpck_require__.e(774), __nccwpck_require__.e(480), __nccwpck_require__.e(463), __nccwpck_require__.e(828), __nccwpck_require__.e(464)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1464)),
    reset: () => Promise.all(/* import() */[__nccwpck_require__.e(774), __nccwpck_require__.e(480), __nccwpck_require__.e(463), __nccwpck_require__.e(828), __nccwpck_require__.e(907), __nccwpck_require__.e(938), __nccwpck_require__.e(553)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9553)),
    restart: () => Promise.all(/* import() */[__nccwpck_require__.e(774), __nccwpck_require__.e(480), __nccwpck_require__.e(463), __nccwpck_require__.e(828), __nccwpck_require__.e(907), __nccwpck_require__.e(475)]).then(__nccwpck_require__.bind(__nccwpck_require__, 475)),
    report: () => Promise.all(/* import() */[__nccwpck_require__.e(774), __nccwpck_require__.e(463), __nccwpck_require__.e(669)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1669)),
    select: () => Promise.all(/* import() */[__nccwpck_require__.e(774), __nccwpck_require__.e(480), __nccwpck_require__.e(463), __nccwpck_require__.e(828), __nccwpck_require__.e(907), __nccwpck_require__.e(209)]).then(__nccwpck_require__.bind(__nccwpck_require__, 209)),
    verify: () => Promise.all(/* import() */[__nccwpck_require__.e(774), __nccwpck_require__.e(480), __nccwpck_require__.e(463), __nccwpck_require__.e(828), __nccwpck_require__.e(907), __nccwpck_require__.e(938), __nccwpck_require__.e(95)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1095)),
};
/** Time for the last output to leave, before connections that linger are no longer waited for. */
const EXIT_DELAY_MS = 200;
/** Runs an action as the process of a step: signals, exit code, and no output but that of the action. */
async function main(name) {
    const cancelled = new AbortController();
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
        process.on(signal, () => {
            cancelled.abort();
        });
    }
    // The report is written even where the log can no longer be.
    process.stdout.on('error', () => undefined);
    process.on('uncaughtException', (error) => {
        core/* core */.I8.setFailed((0,log/* internalError */.WB)(error));
        cancelled.abort(cancellation/* INTERNAL_ERROR */.z);
    });
    try {
        const { run } = await ACTIONS[name]();
        await run({
            core: core/* core */.I8,
            environment: process.env,
            loadEvent: () => new core/* Context */.ob(),
            clock: systemClock,
            random: Math.random,
            cancelled: cancelled.signal,
        });
    }
    catch (error) {
        core/* core */.I8.setFailed((0,log/* internalError */.WB)(error));
    }
    // The report is written. Only connections that are still being opened can keep the process, and a
    // cancelled step has no time for them. The timer itself does not keep the process.
    setTimeout(() => {
        process.exit();
    }, EXIT_DELAY_MS).unref();
}

var __webpack_exports__main = __webpack_exports__.i;
export { __webpack_exports__main as main };
