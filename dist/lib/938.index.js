export const id = 938;
export const ids = [938];
export const modules = {

/***/ 6479:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   $U: () => (/* binding */ readStoredPassword),
/* harmony export */   GQ: () => (/* binding */ notInUse),
/* harmony export */   i0: () => (/* binding */ StageWatch)
/* harmony export */ });
/* harmony import */ var _huaweicloud_csms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2714);
/* harmony import */ var _inputs_password_secret_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9692);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(395);



/** A look at the stages is good for this long. In milliseconds. */
const LOOK_LASTS_MS = 60_000;
/** The stages with which a version may be given to servers. */
const IN_USE = [_inputs_password_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .PENDING */ .eG, _huaweicloud_csms_js__WEBPACK_IMPORTED_MODULE_0__/* .CURRENT */ .eN];
/** Reads a password: from its stage to its version, from the version to its value. */
async function readStoredPassword({ name, stage, versionId }, store) {
    const found = stage === undefined ? (0,_result_js__WEBPACK_IMPORTED_MODULE_2__/* .success */ .k)(versionId) : await store.stage(stage);
    if (!found.ok)
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V)(found.error.reason);
    const id = found.value;
    if (id === undefined) {
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V)({
            message: `the secret ${name} has no stage ${stage ?? ''}`,
            advice: stage === _inputs_password_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .PENDING */ .eG
                ? 'Run the password action with mode: prepare first, and give its output password_secret'
                : 'Check password_secret',
        });
    }
    const label = `${name}@${id}`;
    const read = await store.value(id);
    if (!read.ok)
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V)(read.error.reason);
    const { stages, value } = read.value;
    if (value === '') {
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_2__/* .failure */ .V)({
            message: `password_secret: ${label} contains no text`,
            advice: 'Store the password as the text of the secret, and not as a binary value',
        });
    }
    return (0,_result_js__WEBPACK_IMPORTED_MODULE_2__/* .success */ .k)({
        value,
        versionId: id,
        label,
        isPending: stages.includes(_inputs_password_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .PENDING */ .eG) && !stages.includes(_huaweicloud_csms_js__WEBPACK_IMPORTED_MODULE_0__/* .CURRENT */ .eN),
        isInUse: IN_USE.some((inUse) => stages.includes(inUse)),
    });
}
/** Why servers are not reset with a version that is neither pending nor current. */
function notInUse({ label }) {
    return {
        message: `password_secret: ${label} has neither the stage ${_inputs_password_secret_js__WEBPACK_IMPORTED_MODULE_1__/* .PENDING */ .eG} nor ${_huaweicloud_csms_js__WEBPACK_IMPORTED_MODULE_0__/* .CURRENT */ .eN}, so no server is reset with it`,
        advice: 'Run the password action with mode: prepare, and give its output password_secret. A version without these stages may be deleted by the service',
    };
}
/**
 * Looks whether a version still has a stage with which it may be given to servers: before the first
 * request, and before each request that begins over a minute after the last look.
 */
class StageWatch {
    #store;
    #clock;
    #password;
    #look;
    #stoppedBy;
    constructor(store, password, clock) {
        this.#store = store;
        this.#password = password;
        this.#clock = clock;
    }
    /** Why nothing more is sent, once a look has failed. */
    get stoppedBy() {
        return this.#stoppedBy;
    }
    /** @returns why nothing more may be sent; undefined when it may. Calls at once share one look. */
    async check() {
        const now = this.#clock.now();
        if (this.#look === undefined || now - this.#look.began > LOOK_LASTS_MS) {
            this.#look = { result: this.#lookAgain(), began: now };
        }
        const reason = await this.#look.result;
        this.#stoppedBy ??= reason;
        return this.#stoppedBy;
    }
    async #lookAgain() {
        const { isPending, label, versionId } = this.#password;
        // A version that is promoted meanwhile has the other stage.
        const stages = isPending ? IN_USE : IN_USE.toReversed();
        for (const stage of stages) {
            const found = await this.#store.stage(stage);
            if (!found.ok)
                return found.error.reason;
            if (found.value === versionId)
                return undefined;
        }
        return {
            message: `${label} lost its stage ${stages[0] ?? ''} during the run, so no further request is sent`,
            advice: 'Another run has changed the secret. Let one rotation of this secret run at a time (concurrency in the workflow), then run again',
        };
    }
}


/***/ }),

/***/ 2714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  eN: () => (/* binding */ CURRENT),
  Ny: () => (/* binding */ MAX_STAGES),
  F5: () => (/* binding */ MAX_VERSIONS),
  J4: () => (/* binding */ SECRET_NAME),
  Gf: () => (/* binding */ SecretStore),
  hS: () => (/* binding */ VERSION_ID),
  b2: () => (/* binding */ isMissing)
});

// EXTERNAL MODULE: ./build/node_modules/zod/mini.js
var mini = __webpack_require__(8774);
// EXTERNAL MODULE: ./build/result.js
var build_result = __webpack_require__(395);
// EXTERNAL MODULE: ./build/huaweicloud/error-codes.js + 2 modules
var error_codes = __webpack_require__(8049);
// EXTERNAL MODULE: ./build/huaweicloud/error-text.js
var error_text = __webpack_require__(1243);
;// CONCATENATED MODULE: ./build/huaweicloud/csms-errors.js


/**
 * The calls, and the actions that a policy has to allow. Sources: DEW API reference, "Permissions and
 * Supported Actions"; DLI developer guide, custom policies for CSMS (reading and listing). The names
 * for the deletion and creation of a stage follow from the pattern of the others.
 */
const OPERATIONS = {
    listVersions: { verb: 'list the versions of the secret', action: 'csms:secretVersion:list' },
    readValue: {
        verb: 'read a version of the secret',
        action: 'csms:secretVersion:get',
        keyAction: 'kms:dek:decrypt',
    },
    createVersion: {
        verb: 'store a new version of the secret',
        action: 'csms:secretVersion:create',
        keyAction: 'kms:dek:create',
    },
    readStage: { verb: 'read a stage of the secret', action: 'csms:secretStage:get' },
    setStage: { verb: 'move a stage of the secret', action: 'csms:secretStage:update' },
    createStage: { verb: 'create a stage of the secret', action: 'csms:secretStage:create' },
    deleteStage: { verb: 'delete a stage of the secret', action: 'csms:secretStage:delete' },
};
const DELETION = {
    message: 'the secret is scheduled for deletion',
    advice: { text: 'Cancel the deletion of the secret, then run again' },
};
const NOT_VALID = {
    message: 'the secret store reports that the request is not valid',
    advice: 'report',
};
/** The code for a version or a stage that does not exist. */
const NO_RESOURCE = 'CSMS.0005';
/** The codes of the secret store that a password can meet (DEW API reference, "Error Codes"). */
const CODES = {
    'CSMS.0002': NOT_VALID,
    'CSMS.0003': NOT_VALID,
    'CSMS.0004': NOT_VALID,
    [NO_RESOURCE]: {
        message: 'the secret has no such version or stage',
        advice: 'checkVersion',
    },
    'CSMS.0103': DELETION,
    'CSMS.0105': {
        message: 'the secret store does not delete a built-in stage',
        advice: 'report',
    },
    'CSMS.0106': { message: 'the secret does not exist', advice: 'createSecret' },
    'CSMS.0107': DELETION,
    'CSMS.0109': {
        message: 'the secret is not enabled',
        advice: { text: 'Enable the secret, then run again' },
    },
    'CSMS.0202': {
        message: 'the number of secrets is at its limit',
        advice: 'makeRoom',
    },
    'CSMS.0203': {
        message: 'the number of versions or stages of the secret is at its limit',
        advice: 'makeRoom',
    },
    'CSMS.0204': {
        message: 'the number of versions or stages of the secret is above its limit',
        advice: 'makeRoom',
    },
    'CSMS.0301': { message: 'the secret store does not accept the token', advice: 'renewToken' },
};
/** Every code of the secret store that is known here. */
const STORE_CODES = [...Object.keys(CODES), 'CSMS.0302', 'CSMS.0401'];
/** What to say when a call of the secret store fails. */
function storeTexts(operation, credentials, advice) {
    return {
        refused: (status, serviceMessage, code) => {
            if ((0,error_codes/* isSignatureError */.dK)(code) || (status === 401 && code === undefined)) {
                return (0,error_text/* refusedCredentials */.PK)(serviceMessage, { ...credentials, advice });
            }
            return (explainCode(code, operation, credentials.isSession, advice) ?? {
                message: `the secret store refused to ${operation.verb} (HTTP ${status})`,
                advice: status === 403 ? grant(operation) : advice.lookUpCode,
            });
        },
        unreachable: advice.checkStore,
    };
}
function explainCode(code, operation, isSession, advice) {
    if (code === undefined)
        return undefined;
    if (['CSMS.0302', 'APIGW.0302', 'APIGW.0306'].includes(code)) {
        return {
            message: `the credentials may not ${operation.verb}`,
            advice: grant(operation),
            isComplete: true,
        };
    }
    if (code === 'CSMS.0401') {
        return {
            message: `the key with which the secret is encrypted could not be used to ${operation.verb}`,
            advice: `Grant the action ${operation.keyAction ?? 'kms:dek:decrypt'} on that key to the user or agency of the credentials, and check that the key is enabled`,
            isComplete: true,
        };
    }
    const known = CODES[code] ?? ((0,error_codes/* isGatewayCode */.od)(code) ? (0,error_codes/* knownCode */.Fk)(code) : undefined);
    if (known === undefined)
        return undefined;
    const text = typeof known.advice === 'string' ? advice[known.advice] : known.advice.text;
    const isAboutSession = isSession && (code === 'APIGW.0307' || code === 'CSMS.0301');
    return {
        message: known.message,
        advice: isAboutSession ? advice.checkSession : text,
        isComplete: true,
    };
}
function grant({ action }) {
    return `Grant the action ${action} on the secret to the user or agency of the credentials`;
}

// EXTERNAL MODULE: ./build/huaweicloud/request-auth.js
var request_auth = __webpack_require__(4883);
// EXTERNAL MODULE: ./build/huaweicloud/schemas.js
var schemas = __webpack_require__(9533);
// EXTERNAL MODULE: ./build/huaweicloud/send-with-retry.js
var send_with_retry = __webpack_require__(4843);
;// CONCATENATED MODULE: ./build/huaweicloud/csms.js






/** The name of a secret or of a stage (CSMS API reference, "Creating a Secret"). */
const SECRET_NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** The ID of a version. */
const VERSION_ID = /^v[0-9]{1,10}$/;
/** The built-in stage of the version in use. */
const CURRENT = 'SYSCURRENT';
/** Versions and stages that one secret may have. */
const MAX_VERSIONS = 20;
const MAX_STAGES = 12;
/** One secret never has more rows than this. */
const MAX_ROWS = 1_000;
/** The longest value of a version. */
const MAX_VALUE = 32_768;
/** Times of the service below this are in seconds, above it in milliseconds. */
const MIN_MILLISECONDS = 1e11;
const VersionId = mini/* string */.Yj().check(mini/* regex */.yG(VERSION_ID));
const Metadata = mini/* object */.Ik({
    id: VersionId,
    version_stages: mini/* optional */.lq(mini/* nullable */.me(mini/* array */.YO(mini/* string */.Yj()))),
    create_time: mini/* optional */.lq(mini/* nullable */.me(mini/* number */.ai().check(mini/* nonnegative */.Zn()))),
});
const VersionList = mini/* object */.Ik({ version_metadatas: mini/* array */.YO(Metadata).check(mini/* maxLength */.Ru(MAX_ROWS)) });
const Version = mini/* object */.Ik({
    version: mini/* object */.Ik({
        secret_string: mini/* optional */.lq(mini/* nullable */.me(mini/* string */.Yj().check(mini/* maxLength */.Ru(MAX_VALUE)))),
        version_metadata: Metadata,
    }),
});
const Created = mini/* object */.Ik({ version_metadata: mini/* object */.Ik({ id: VersionId }) });
const Stage = mini/* object */.Ik({ stage: mini/* object */.Ik({ version_id: VersionId }) });
/**
 * One secret in the secret store of Huawei Cloud (CSMS). A stage names one version, and moves when it
 * is set on another one. A version without a stage may be deleted by the service.
 *
 * Sources: DEW API reference, "Managing Secret Versions" and "Managing Secret Version Statuses"; the
 * creation of a stage with `POST`: "Creating a Secret Version Status".
 */
class SecretStore {
    #options;
    constructor(options) {
        this.#options = options;
    }
    /** All versions with their stages. */
    async versions() {
        return this.#send(OPERATIONS.listVersions, 'GET', `versions?limit=${MAX_ROWS}`, (response) => (0,schemas/* readBody */.x8)(VersionList, response)?.version_metadatas.map((row) => this.#versionOf(row)));
    }
    /**
     * One version with its value. Undefined values, as of a binary secret, do not match. The value is
     * masked as soon as it is received.
     *
     * @param versionId never `latest`, which the documentation explains in two ways
     */
    async value(versionId) {
        return this.#send(OPERATIONS.readValue, 'GET', `versions/${versionId}`, (response) => {
            const version = (0,schemas/* readBody */.x8)(Version, response)?.version;
            const value = version?.secret_string;
            if (value !== undefined && value !== null)
                this.#options.context.secrets.mask(value);
            if (version?.version_metadata.id !== versionId)
                return undefined;
            return { ...this.#versionOf(version.version_metadata), value: value ?? '' };
        });
    }
    /** The version that has a stage; undefined when the secret has no such stage. */
    async stage(name) {
        const result = await this.#send(OPERATIONS.readStage, 'GET', `stages/${name}`, versionIn);
        return !result.ok && isMissing(result.error) ? (0,build_result/* success */.k)(undefined) : result;
    }
    /**
     * Stores a new value with stages, and returns its version. It is never sent again after it may have
     * reached the store, because each time would make a version.
     */
    async createVersion(value, stages) {
        return this.#write(OPERATIONS.createVersion, { method: 'POST', path: 'versions', body: { secret_string: value, version_stages: stages } }, (response) => (0,schemas/* readBody */.x8)(Created, response)?.version_metadata.id);
    }
    /** Moves a stage to a version. */
    async setStage(name, versionId) {
        return this.#write(OPERATIONS.setStage, { method: 'PUT', path: `stages/${name}`, body: { version_id: versionId } }, (response) => sameVersion(response, versionId));
    }
    /** Creates a stage. It is only needed where the store does not create it when it is set. */
    async createStage(name, versionId) {
        return this.#write(OPERATIONS.createStage, { method: 'POST', path: 'stages', body: { name, version_id: versionId } }, (response) => sameVersion(response, versionId));
    }
    /** Deletes a stage. The version stays, until it has no other stage and the service deletes it. */
    async deleteStage(name) {
        return this.#write(OPERATIONS.deleteStage, { method: 'DELETE', path: `stages/${name}` }, () => true);
    }
    #versionOf(metadata) {
        const { create_time: time, id, version_stages: stages } = metadata;
        const created = time ?? undefined;
        const isSeconds = created !== undefined && created < MIN_MILLISECONDS;
        return {
            id,
            stages: (stages ?? []).map((stage) => this.#shown(stage)),
            created: isSeconds ? created * 1_000 : created,
        };
    }
    #shown(stage) {
        const { context, ownStages } = this.#options;
        if (stage === CURRENT || ownStages.includes(stage))
            return stage;
        return SECRET_NAME.test(stage) && !context.secrets.isIn(stage) ? stage : '?';
    }
    /** Sends a request that changes something. A lost response has to be read back by the caller. */
    async #write(operation, request, read) {
        return this.#send(operation, request.method, request.path, read, request.body);
    }
    async #send(operation, method, path, read, body) {
        const { context, endpoint, secretName, session, texts } = this.#options;
        const { credentials, isSession, projectId } = session;
        const { clock, userAgent } = context;
        const url = `${endpoint}/v1/${projectId}/secrets/${secretName}/${path}`;
        return (0,send_with_retry/* sendWithRetry */.l)({
            service: 'the secret store',
            request: () => (0,request_auth/* authenticated */.A)({
                method,
                url: new URL(url),
                headers: { 'Content-Type': 'application/json' },
                body: body === undefined ? '' : JSON.stringify(body),
            }, { credentials, projectId, userAgent, now: () => clock.now() }),
            read,
            texts: storeTexts(operation, { hasToken: credentials.kind === 'token', isSession }, texts),
            repeatable: method === 'GET',
            repeatsRefusals: method === 'GET',
        }, { ...context, advice: texts });
    }
}
/** Whether the secret has no such version or stage, as far as the response tells. */
function isMissing({ reason, refused }) {
    return refused && reason.code === NO_RESOURCE;
}
function versionIn(response) {
    return (0,schemas/* readBody */.x8)(Stage, response)?.stage.version_id;
}
function sameVersion(response, versionId) {
    return versionIn(response) === versionId ? versionId : undefined;
}


/***/ }),

/***/ 6305:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   n: () => (/* binding */ readDryRun)
/* harmony export */ });
/**
 * Reads `dry_run`. With `auto` the event decides: an unmerged change changes nothing.
 *
 * @param realRun the name of a run that changes something, at the beginning of a sentence
 */
function readDryRun(inputs, { dryRunReason }, realRun) {
    switch (inputs.choice('dry_run', ['auto', 'true', 'false'], 'auto')) {
        case 'true':
            return { dryRun: true, notice: 'Dry run, because dry_run is true: nothing is changed.' };
        case 'auto':
            return dryRunReason === undefined
                ? {
                    dryRun: false,
                    notice: `${realRun}: dry_run is auto, and this run does not come from an unmerged change.`,
                }
                : {
                    dryRun: true,
                    notice: `Dry run: dry_run is auto, and ${dryRunReason}. Nothing is changed.`,
                };
        case 'false':
            if (dryRunReason !== undefined) {
                inputs.warnings.push(`${realRun} although ${dryRunReason}, because dry_run is false. Leave dry_run out (or set it to auto) to only check here.`);
            }
            return { dryRun: false, notice: `${realRun}, because dry_run is false.` };
    }
}


/***/ }),

/***/ 9692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Dn: () => (/* binding */ parsePasswordSecret),
/* harmony export */   bM: () => (/* binding */ OWN_STAGES),
/* harmony export */   eG: () => (/* binding */ PENDING),
/* harmony export */   js: () => (/* binding */ ABANDONED),
/* harmony export */   kn: () => (/* binding */ PREVIOUS)
/* harmony export */ });
/* harmony import */ var _huaweicloud_csms_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2714);
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(395);


/** The stage of a version that is stored and not in force on every server yet. */
const PENDING = 'pending';
/** The stage that keeps the version that was current before. */
const PREVIOUS = 'previous';
/** The stage that keeps a version that is given up. */
const ABANDONED = 'abandoned';
const OWN_STAGES = [PENDING, PREVIOUS, ABANDONED];
/** The longest text that can name a version of a secret. */
const MAX_LENGTH = 129;
const EXAMPLES = 'write NAME@pending, NAME@SYSCURRENT or a version such as NAME@v7';
/** Reads `NAME@STAGE` or `NAME@vN`. The problem follows the name of the input and quotes nothing. */
function parsePasswordSecret(text) {
    const [name = '', which = '', ...rest] = text.length > MAX_LENGTH ? [] : text.split('@');
    if (rest.length > 0 || !_huaweicloud_csms_js__WEBPACK_IMPORTED_MODULE_0__/* .SECRET_NAME */ .J4.test(name) || !_huaweicloud_csms_js__WEBPACK_IMPORTED_MODULE_0__/* .SECRET_NAME */ .J4.test(which)) {
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V)(`is not the name of a secret with a stage or a version: ${EXAMPLES}`);
    }
    if (which.toLowerCase() === 'latest') {
        return (0,_result_js__WEBPACK_IMPORTED_MODULE_1__/* .failure */ .V)(`names the version latest, which the documentation explains in two ways: ${EXAMPLES}`);
    }
    return (0,_result_js__WEBPACK_IMPORTED_MODULE_1__/* .success */ .k)(_huaweicloud_csms_js__WEBPACK_IMPORTED_MODULE_0__/* .VERSION_ID */ .hS.test(which) ? { name, versionId: which } : { name, stage: which });
}


/***/ }),

/***/ 7512:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   i: () => (/* binding */ storeTexts)
/* harmony export */ });
/** The texts that name the endpoint of the requests. */
const WITH_ENDPOINT = [
    'allowConnection',
    'checkHostName',
    'checkNetwork',
    'checkTimeout',
    'checkCertificateName',
    'renewCertificate',
    'checkClock',
    'checkProtocol',
    'checkHandshake',
    'checkIntermediary',
];
/**
 * What to do about failures of the secret store.
 *
 * @param texts of the action, for its other requests
 * @param input the input that names the secret
 */
function storeTexts(texts, input) {
    const ofStore = Object.fromEntries(WITH_ENDPOINT.map((name) => [
        name,
        texts[name].replace(/(?:\bthe )?\bendpoint\b/g, 'csms_endpoint'),
    ]));
    return {
        ...texts,
        ...ofStore,
        report: 'Run again. If the error persists, report it with the request ID',
        lookUpCode: 'Look the code up in the error codes of the DEW API reference, then run again',
        slowDown: 'Run again later',
        checkProject: 'Check that project_id is the project of the secret, in the region of csms_endpoint, and that the credentials belong to it',
        checkCall: 'Check region (or csms_endpoint) and project_id, and whether that cloud offers the secret store (CSMS)',
        checkEndpoint: 'Check csms_endpoint: it must be the address of the secret store (KMS) itself',
        checkToken: 'Check auth_token, or get a new one for the project of the secret, in the region of csms_endpoint',
        renewToken: 'Get a new token for the project of the secret, in the region of csms_endpoint',
        checkStore: 'Check region (or csms_endpoint), and whether a firewall blocks the connection to the secret store',
        createSecret: `Check ${input}, region (or csms_endpoint) and project_id. If there is no such secret yet, create it in the console of DEW with the password in force as its value, then run again`,
        checkVersion: `Check ${input === 'secret_name' ? 'version_id' : input}: the versions of the secret and their stages are in the console of DEW`,
        makeRoom: 'A version without a stage is deleted by the service. See docs/rotation.md, "At 20 versions"',
    };
}


/***/ })

};
