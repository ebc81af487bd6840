export const id = 828;
export const ids = [828];
export const modules = {

/***/ 72:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  d: () => (/* binding */ readConnection)
});

// EXTERNAL MODULE: ./build/huaweicloud/iam.js
var iam = __webpack_require__(8300);
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
/** The base URL of the secret store (CSMS) of a region, which the key service (KMS) has too. */
function csmsEndpoint(region) {
    return endpointOf('kms', region);
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

// EXTERNAL MODULE: ./build/inputs/endpoint-url.js
var endpoint_url = __webpack_require__(3483);
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
    #csmsEndpoint;
    #iam;
    constructor(inputs) {
        this.#inputs = inputs;
        this.region = readRegion(inputs);
        this.#endpoint = readEndpoint(inputs, 'endpoint', 'ecs');
        this.#iamEndpoint = readEndpoint(inputs, 'iam_endpoint', 'iam');
        this.#stsEndpoint = readEndpoint(inputs, 'sts_endpoint', 'sts');
        this.#csmsEndpoint = readEndpoint(inputs, 'csms_endpoint', 'kms');
    }
    /**
     * Neither region nor an endpoint of the service is given. This is one problem, from which others
     * would follow.
     */
    get isRegionMissing() {
        const endpoints = [this.#endpoint, this.#csmsEndpoint];
        return this.region === '' && endpoints.every((endpoint) => endpoint === undefined);
    }
    /** Base URL of ECS, without a slash at its end. */
    ecs() {
        if (this.#endpoint !== undefined)
            return this.#endpoint;
        if (!this.isRegionMissing)
            return this.#fromRegion('endpoint', 'ECS', ecsEndpoint);
        if (!this.#isRegionReported) {
            this.#inputs.addProblem('region', 'is empty: give the region of the servers, such as cn-north-4, or endpoint');
        }
        return '';
    }
    /** Base URL of the secret store (CSMS), without a slash at its end. */
    csms() {
        if (this.#csmsEndpoint !== undefined)
            return this.#csmsEndpoint;
        if (!this.isRegionMissing)
            return this.#fromRegion('csms_endpoint', 'CSMS', csmsEndpoint);
        if (!this.#isRegionReported) {
            this.#inputs.addProblem('region', 'is empty: give the region of the secret, such as cn-north-4, or csms_endpoint');
        }
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
    /** One problem is enough, whichever service is looked at first. */
    get #isRegionReported() {
        return this.#inputs.problems.some(({ input }) => input === 'region');
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
            ['csms_endpoint', this.#csmsEndpoint],
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
    const problem = (0,endpoint_url/* endpointProblem */.$)(given, service);
    if (problem === undefined)
        return new URL(given).href.replace(/(?<!\/)\/+$/, '');
    inputs.addProblem(input, problem);
    return '';
}

// EXTERNAL MODULE: ./build/github/event.js
var github_event = __webpack_require__(6830);
// EXTERNAL MODULE: ./build/huaweicloud/sts.js
var sts = __webpack_require__(8781);
// EXTERNAL MODULE: ./build/auth/id-token-source.js
var id_token_source = __webpack_require__(9302);
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

// EXTERNAL MODULE: ./build/auth/static-credentials.js + 1 modules
var static_credentials = __webpack_require__(5764);
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
    const skipReason = dryRun && needsIdToken ? (0,id_token_source/* missingIdToken */.ZV)(inputs, event) : undefined;
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
            const source = (0,id_token_source/* readIdTokenSource */.mQ)(inputs, event, requested.input);
            if (source === undefined)
                return INVALID;
            const method = { kind: 'sts', idTokenSource: source, audience, agency };
            return { kind: 'method', chosen: { source: 'OIDC (STS)', method } };
        }
        case 'iam': {
            const identityProvider = readIdentityProvider(inputs);
            const endpoint = endpoints.iam();
            const source = (0,id_token_source/* readIdTokenSource */.mQ)(inputs, event, requested.input);
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
        ['inputs', first(static_credentials/* CREDENTIAL_INPUTS */.ms)],
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
    const found = (0,static_credentials/* findCredentials */.gD)(inputs);
    if (found !== undefined) {
        const { credentials, source } = found;
        return { kind: 'method', chosen: { source, method: { kind: 'static', credentials } } };
    }
    if (inputs.problems.length > before)
        return INVALID;
    if (dryRun) {
        return { kind: 'skipped', skipReason: `there are no credentials${(0,github_event/* noSecrets */.f)(event)}` };
    }
    inputs.addProblem('access_key', `is empty, and there are no other credentials: give access_key and secret_key, or auth_token, from secrets${(0,github_event/* noSecrets */.f)(event)}; or sign in without any secret (see docs/authentication.md of this action)`);
    return INVALID;
}
function readSessionSeconds(inputs, requested, timeout, isIncomplete) {
    const { max, min } = sts/* SESSION_SECONDS */.p;
    const given = inputs.integer('session_duration', sts/* SESSION_SECONDS */.p, undefined);
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
    const { services = ['ecs'] } = options;
    const endpoint = services.includes('ecs') ? endpoints.ecs() : '';
    const store = services.includes('csms') ? { storeEndpoint: endpoints.csms() } : {};
    const project = projectId === '' ? readLookup(inputs, endpoints) : { kind: 'given', id: projectId };
    return isInvalid() || method.kind === 'invalid' || project === undefined
        ? { kind: 'invalid' }
        : { kind: 'target', target: { ...method.chosen, endpoint, ...store, project } };
}
/** The URLs that requests of a run go to, but for the metadata service, which is reached directly. */
function targetUrls({ endpoint, method, project, storeEndpoint = '' }) {
    const urls = [endpoint, storeEndpoint].filter((url) => url !== '').map((url) => new URL(url));
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
    if (value !== '' && !iam/* PROJECT_ID */.iJ.test(value)) {
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

// EXTERNAL MODULE: ./build/inputs/proxies.js
var proxies = __webpack_require__(7216);
;// CONCATENATED MODULE: ./build/actions/connection.js


/** Reads where the requests go, how to sign in, retries, time-outs and proxies. */
function readConnection(inputs, event, options) {
    const { defaultTimeoutSeconds, furtherUrls = [], sendsRequests = true, services } = options;
    const timeoutSeconds = inputs.integer('timeout', { min: 1, max: 86_400 }, defaultTimeoutSeconds);
    const target = services?.length === 0
        ? { kind: 'skipped', skipReason: '' }
        : readTarget(inputs, event, { ...options, timeoutSeconds });
    const maxRetries = inputs.integer('max_retries', { min: 0, max: 20 }, 5);
    const requestTimeoutSeconds = inputs.integer('request_timeout', { min: 1, max: 600 }, 60);
    const hasRequests = target.kind === 'target' && sendsRequests;
    // A proxy that is not used cannot do harm.
    (0,proxies/* checkProxies */.rX)(inputs, hasRequests ? [...targetUrls(target.target), ...furtherUrls] : []);
    return {
        settings: {
            maxRetries,
            requestTimeoutMs: requestTimeoutSeconds * 1_000,
            timeoutMs: timeoutSeconds * 1_000,
            proxies: (0,proxies/* readProxies */.rq)(inputs.environment),
        },
        target,
    };
}


/***/ }),

/***/ 9206:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  Jv: () => (/* binding */ signIn),
  p: () => (/* binding */ withConnection),
  fQ: () => (/* binding */ withSession)
});

// EXTERNAL MODULE: ./build/huaweicloud/iam.js
var iam = __webpack_require__(8300);
// EXTERNAL MODULE: ./build/huaweicloud/metadata.js
var metadata = __webpack_require__(8820);
// EXTERNAL MODULE: ./build/huaweicloud/sts.js
var sts = __webpack_require__(8781);
// EXTERNAL MODULE: ./build/result.js
var build_result = __webpack_require__(395);
// EXTERNAL MODULE: ./build/auth/failure-texts.js
var failure_texts = __webpack_require__(4276);
// EXTERNAL MODULE: ./build/node_modules/zod/mini.js
var mini = __webpack_require__(8774);
// EXTERNAL MODULE: ./build/huaweicloud/schemas.js
var schemas = __webpack_require__(9533);
// EXTERNAL MODULE: ./build/huaweicloud/send-with-retry.js
var send_with_retry = __webpack_require__(4843);
;// CONCATENATED MODULE: ./build/auth/id-token.js




/** The claims that a trust policy or a mapping can check, in the order in which they are shown. */
const SHOWN_CLAIMS = ['iss', 'sub', 'aud', 'repository', 'ref', 'environment'];
/** A subject can contain the names of repository, branch and workflow. */
const MAX_CLAIM = 512;
/** More of a claim is never looked at. */
const MAX_CLAIM_READ = 2_000;
const TokenResponse = mini/* object */.Ik({
    value: mini/* string */.Yj().check(mini/* regex */.yG(/^[\w-]+\.[\w-]+\.[\w-]+$/), mini/* maxLength */.Ru(20_000)),
});
const Claims = mini/* record */.g1(mini/* string */.Yj(), mini/* unknown */.L5());
/**
 * Requests an ID token from GitHub. `@actions/core` is not used for this: it prints the bearer token of
 * the request when `NODE_DEBUG=http` is set.
 */
async function fetchIdToken({ bearer, url }, audience, context) {
    return (0,send_with_retry/* sendWithRetry */.l)({
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
            const token = (0,schemas/* readBody */.x8)(TokenResponse, response)?.value;
            return token === undefined ? undefined : parseIdToken(token);
        },
        texts: failure_texts/* ID_TOKEN_TEXTS */.VU,
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

// EXTERNAL MODULE: ./build/huaweicloud/error-text.js
var error_text = __webpack_require__(1243);
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
                    const refused = (0,error_text/* refusedCredentials */.PK)(serviceMessage, { ...credentials, advice });
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
        return failure_texts/* IAM_TOKEN_TEXTS */.h1;
    return {
        ...failure_texts/* IAM_TOKEN_TEXTS */.h1,
        refused: (status, serviceMessage) => {
            const explanation = failure_texts/* IAM_TOKEN_TEXTS */.h1.refused(status, serviceMessage);
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
    const listed = await (0,iam/* listProjects */.hF)(request, texts, context);
    if (!listed.ok)
        return (0,build_result/* failure */.V)(listed.error.reason);
    const matching = listed.value.filter((project) => project.name === name);
    const [project] = matching;
    if (project !== undefined && matching.length === 1)
        return (0,build_result/* success */.k)(project.id);
    const count = matching.length === 0 ? 'no project' : `${matching.length} projects`;
    // The list of keys is filtered by the name, so it does not show which names there are.
    const isFiltered = credentials.kind === 'keys' && variable !== undefined && matching.length === 0;
    const found = isFiltered ? await listAll(request, texts, context) : listed.value;
    const list = found === undefined ? 'unknown (IAM did not list them)' : describe(found, secrets);
    return (0,build_result/* failure */.V)({
        message: `IAM knows ${count} with the name ${quoted}; found: ${list}`,
        advice: variable === undefined
            ? 'Give the ID of the project in project_id'
            : `Check ${variable}, or give the ID of the project in project_id`,
    });
}
/** @returns undefined when IAM does not list them; the name is the problem all the same */
async function listAll({ credentials, endpoint }, texts, context) {
    const listed = await (0,iam/* listProjects */.hF)({ credentials, endpoint }, texts, context);
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
        return (0,build_result/* failure */.V)(signedIn.error.reason);
    const { credentials, expires, projectId } = signedIn.value;
    if (expires !== undefined) {
        if (expires.getTime() < requests.deadline) {
            return (0,build_result/* failure */.V)(expiresTooSoon(method, expires, requests.deadline));
        }
        info(`Signed in with ${source}. The credentials expire at ${expires.toISOString()}.`);
    }
    const isSession = method.kind !== 'static';
    if (project.kind === 'given') {
        return (0,build_result/* success */.k)({ credentials, isSession, projectId: project.id });
    }
    const found = projectId === undefined
        ? await findProject(project, { credentials, isSession }, requests)
        : (0,build_result/* success */.k)(projectId);
    if (!found.ok)
        return found;
    info(`${titleOf(project, requests.secrets)}: ${found.value}.`);
    return (0,build_result/* success */.k)({ credentials, isSession, projectId: found.value });
}
function titleOf({ name, variable }, secrets) {
    const quoted = quotedName(name, secrets);
    return variable === undefined ? `Project of the region ${quoted}` : `Project ${quoted}`;
}
async function getCredentials(method, project, context) {
    switch (method.kind) {
        case 'static':
            return (0,build_result/* success */.k)({ credentials: method.credentials });
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
        return masked(await (0,metadata/* agencyKeys */.Cn)(failure_texts/* METADATA_TEXTS */.rc, context), requests.secrets);
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
    if (result.ok || !result.error.refused)
        return result;
    const lines = describeClaims(fetched.value, (text, maxLength) => secrets.quote(text, maxLength));
    info('The ID token of this job has these claims:');
    for (const line of lines)
        info(`  ${line}`);
    const details = { title: 'Claims of the ID token of this job', lines };
    return (0,build_result/* failure */.V)({ ...result.error, reason: { ...result.error.reason, details } });
}
async function exchange(method, project, idToken, context) {
    switch (method.kind) {
        case 'sts':
            return (0,sts/* assumeAgency */.c)(method.agency, idToken, failure_texts/* STS_TEXTS */.iu, context);
        case 'iam': {
            const { endpoint, identityProvider } = method;
            const scope = project.kind === 'given' ? { id: project.id } : { name: project.name };
            const request = { endpoint, identityProvider, scope };
            return (0,iam/* tokenForIdToken */.fL)(request, idToken, tokenTexts(project), context);
        }
    }
}
function masked(result, secrets) {
    if (result.ok)
        for (const secret of secretsOf(result.value.credentials))
            secrets.mask(secret);
    return result;
}
function secretsOf(credentials) {
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

// EXTERNAL MODULE: ./build/fleet/cancellation.js
var cancellation = __webpack_require__(6448);
// EXTERNAL MODULE: ./build/huaweicloud/transport.js + 1 modules
var huaweicloud_transport = __webpack_require__(3753);
// EXTERNAL MODULE: ./build/report/log.js
var log = __webpack_require__(6945);
// EXTERNAL MODULE: ./build/report/report.js
var report = __webpack_require__(7177);
// EXTERNAL MODULE: ./build/version.js
var version = __webpack_require__(8508);
;// CONCATENATED MODULE: ./build/actions/session.js








const USER_AGENT = `reset-ecs-passwords/${version/* VERSION */.x}`;
const NO_PROXIES = { https: '', http: '', except: '' };
/**
 * Opens connections, does the work, and closes them, within the timeout of the run and until the
 * runner cancels it.
 *
 * @returns what the work returned; or why the run ended early, which is also the case when the work
 *   returned after that. What was done before the end is known to the work alone.
 */
async function withConnection(plan, work) {
    const { advice, context, settings } = plan;
    const limits = (0,cancellation/* watchLimits */.U)(context.clock, settings.timeoutMs, context.cancelled);
    let transport;
    try {
        transport = (0,huaweicloud_transport/* createTransport */.o)({
            timeoutMs: settings.requestTimeoutMs,
            proxies: settings.proxies,
        });
        const result = await work(requestContext(plan, transport, limits), limits);
        const cause = limits.endCause();
        return cause === undefined ? result : (0,build_result/* failure */.V)(endReason(cause, advice));
    }
    catch (error) {
        context.core.error((0,log/* internalError */.WB)(error), { title: report/* TITLE */.ly });
        return (0,build_result/* failure */.V)(endReason('internal_error', advice));
    }
    finally {
        limits.release();
        await transport?.close();
    }
}
/** The same with credentials. A sign-in that fails is the reason why the run ended. */
async function withSession(plan, work) {
    return withConnection(plan, async (requests, limits) => {
        const session = await signIn(plan.target, requests, plan.context);
        return session.ok ? (0,build_result/* success */.k)(await work(session.value, requests, limits)) : session;
    });
}
/** Gets credentials and project, and logs what was learned. */
async function signIn(target, requests, { core }) {
    return authenticate(target, {
        requests,
        connectToMetadata: () => (0,huaweicloud_transport/* createTransport */.o)({ timeoutMs: metadata/* METADATA_TIMEOUT_MS */.DL, proxies: NO_PROXIES }),
        info: (line) => {
            core.info(line);
        },
    });
}
function requestContext({ advice, context, secrets, settings }, transport, { abort, deadline, stop }) {
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
        advice,
        observer: (0,log/* requestLog */.Ml)(context.core),
    };
}
function endReason(cause, { tryAgain }) {
    switch (cause) {
        case 'cancelled':
            return { message: 'the run was cancelled', advice: tryAgain };
        case 'timed_out':
            return {
                message: 'the run reached its timeout',
                advice: `${tryAgain}, or give a longer timeout`,
            };
        case 'internal_error':
            return { message: 'an internal error ended the run', advice: 'Please report it' };
    }
}


/***/ }),

/***/ 4276:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   VU: () => (/* binding */ ID_TOKEN_TEXTS),
/* harmony export */   h1: () => (/* binding */ IAM_TOKEN_TEXTS),
/* harmony export */   iu: () => (/* binding */ STS_TEXTS),
/* harmony export */   rc: () => (/* binding */ METADATA_TEXTS)
/* harmony export */ });
/* harmony import */ var _huaweicloud_metadata_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8820);

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
                advice: 'Compare the claims of the ID token (in the log and in the job summary) with the trust policy of the agency, the issuer with the URL of the provider, and oidc_audience with its client IDs',
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
                advice: 'Compare the claims of the ID token (in the log and in the job summary) with the mapping of the identity provider, and check that the group it maps to has a role in the project',
            };
    }
}
const WRONG_PLACE = 'use_ecs_agency works only on a self-hosted runner on an ECS of Huawei Cloud, and a container on it must be allowed to connect to 169.254.169.254; elsewhere sign in with OIDC or keys';
const AGENCY = 'the ECS an agency (console of ECS, page of the server) that ECS may use and that has the permission ecs:cloudServers:resetServerPwd';
/** What to say when the metadata service gives no keys. */
const METADATA_TEXTS = {
    token: {
        refused: (status) => ({
            message: `${_huaweicloud_metadata_js__WEBPACK_IMPORTED_MODULE_0__/* .METADATA_SERVICE */ .I7} did not return a metadata token (HTTP ${status})`,
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
            message: `${_huaweicloud_metadata_js__WEBPACK_IMPORTED_MODULE_0__/* .METADATA_SERVICE */ .I7} has no keys, because this ECS has no agency`,
            advice: `Give ${AGENCY}`,
        }
        : {
            message: `${_huaweicloud_metadata_js__WEBPACK_IMPORTED_MODULE_0__/* .METADATA_SERVICE */ .I7} did not return keys (HTTP ${status})`,
            advice: `${WRONG_PLACE}. On such an ECS: give ${AGENCY}`,
        };
}


/***/ }),

/***/ 148:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  L8: () => (/* binding */ classify),
  SO: () => (/* binding */ classifyServer),
  W2: () => (/* binding */ retryOf)
});

// EXTERNAL MODULE: ./build/huaweicloud/error-codes.js + 2 modules
var error_codes = __webpack_require__(8049);
// EXTERNAL MODULE: ./build/huaweicloud/error-text.js
var error_text = __webpack_require__(1243);
// EXTERNAL MODULE: ./build/huaweicloud/lost-response.js
var lost_response = __webpack_require__(6795);
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
    const known = (0,error_codes/* knownCode */.Fk)(error?.code);
    const lost = (0,lost_response/* isLost */.J)(error, response);
    // Where a call is for one server, a missing permission may be about that server alone.
    const forbidden = !lost && response.status === 403 && !context.batch && known?.scope !== 'server';
    return {
        scope: forbidden ? 'server' : (known?.scope ?? scopeOf(response.status)),
        retry: retryOf(error, response, context.now),
        lost,
        forbidden,
        reason: reasonOf(error, response, (0,error_text/* describeError */.Uc)(error, response, lost, context)),
    };
}
/** The reason and the retry of an error that the service reports for one server of a batch. */
function classifyServer(error, response, context) {
    const text = (0,error_text/* describeError */.Uc)(error, response, false, context);
    const retry = (0,error_codes/* knownCode */.Fk)(error.code)?.retry;
    return { reason: reasonOf(error, response, text), ...(retry && { retry }) };
}
function scopeOf(status) {
    return status === 401 || status === 403 ? 'request' : 'call';
}
/** Whether and when the identical request may be sent again after a response that is not a success. */
function retryOf(error, response, now) {
    const { form, status } = response;
    const known = (0,error_codes/* knownCode */.Fk)(error?.code);
    const delayMs = requestedDelayMs(error, response, now);
    if (known?.retry !== undefined) {
        // After a lost response the call is repeated: nothing tells that the server is not ready.
        const isForServer = known.retry.notReady === true && (0,lost_response/* isLost */.J)(error, response);
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
    return known !== undefined && !(0,lost_response/* isLost */.J)(error, response);
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


/***/ }),

/***/ 1243:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Oq: () => (/* binding */ redirectMessage),
/* harmony export */   PK: () => (/* binding */ refusedCredentials),
/* harmony export */   Uc: () => (/* binding */ describeError),
/* harmony export */   kl: () => (/* binding */ mayEchoSecrets),
/* harmony export */   n4: () => (/* binding */ explainIntermediary)
/* harmony export */ });
/* harmony import */ var _error_codes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8049);
/* harmony import */ var _network_errors_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(43);


/** Explains a response that is not a success. */
function describeError(error, response, lost, context) {
    const { advice } = context;
    const { status } = response;
    if ((0,_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .isSignatureError */ .dK)(error?.code))
        return refusedCredentials(error?.message ?? '', context);
    if (isRedirect(status)) {
        return { message: redirectMessage('the endpoint', status), advice: advice.checkEndpoint };
    }
    const known = (0,_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .knownCode */ .Fk)(error?.code);
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
    return status === 401 || (0,_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .isGatewayCode */ .od)(error?.code);
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
            message: (0,_network_errors_js__WEBPACK_IMPORTED_MODULE_1__/* .networkErrorMessage */ .qu)('proxy_credentials'),
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
    const isOfRequest = ((0,_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .knownCode */ .Fk)(error?.code)?.scope ?? 'request') === 'request';
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


/***/ }),

/***/ 8300:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   fL: () => (/* binding */ tokenForIdToken),
/* harmony export */   hF: () => (/* binding */ listProjects),
/* harmony export */   iJ: () => (/* binding */ PROJECT_ID)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8774);
/* harmony import */ var _request_auth_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4883);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9533);
/* harmony import */ var _send_with_retry_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4843);
/* harmony import */ var _signing_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8786);





/** One path segment. */
const PROJECT_ID = /^[A-Za-z0-9_-]{1,64}$/;
const ProjectId = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .string */ .Yj().check(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .regex */ .yG(PROJECT_ID));
/** A shorter id may occur in a token by chance. */
const MIN_TOKEN_PART = 12;
const Token = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik({
    token: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik({
        expires_at: _schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .Time */ .gX,
        project: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik({ id: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lq(ProjectId), name: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .string */ .Yj()) })),
    }),
});
/**
 * Exchanges an ID token for an IAM token of a project. The call itself needs no credentials.
 *
 * Source: IAM API reference, "Obtaining a Token with an OpenID Connect ID Token" (v3.0).
 */
async function tokenForIdToken({ endpoint, identityProvider, scope }, idToken, texts, context) {
    return (0,_send_with_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .sendWithRetry */ .l)({
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
    const token = _schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .HeaderText */ .HM.safeParse(response.headers['x-subject-token']).data;
    const content = (0,_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .readBody */ .x8)(Token, response)?.token;
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
const Projects = zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik({
    projects: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .array */ .YO(zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .object */ .Ik({ id: ProjectId, name: zod_mini__WEBPACK_IMPORTED_MODULE_4__/* .string */ .Yj() })),
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
    const filter = name === undefined ? '' : `?name=${(0,_signing_js__WEBPACK_IMPORTED_MODULE_3__/* .percentEncode */ .a)(name)}`;
    const path = credentials.kind === 'token' ? '/v3/auth/projects' : `/v3/projects${filter}`;
    return (0,_send_with_retry_js__WEBPACK_IMPORTED_MODULE_2__/* .sendWithRetry */ .l)({
        service: 'IAM',
        request: () => (0,_request_auth_js__WEBPACK_IMPORTED_MODULE_0__/* .authenticated */ .A)({ method: 'GET', url: new URL(endpoint + path), headers: {}, body: '' }, { credentials, userAgent, now: () => clock.now() }),
        read: (response) => {
            const projects = (0,_schemas_js__WEBPACK_IMPORTED_MODULE_1__/* .readBody */ .x8)(Projects, response)?.projects;
            // The id is shown and sent, and a secret may match its pattern too.
            const isSecret = projects?.some((project) => project.name === name && secrets.isIn(project.id));
            return isSecret === true ? undefined : projects;
        },
        texts,
    }, context);
}


/***/ }),

/***/ 6795:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   J: () => (/* binding */ isLost)
/* harmony export */ });
/* harmony import */ var _error_codes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8049);

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
    return error?.code === undefined || (0,_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .isGatewayCode */ .od)(error.code);
}


/***/ }),

/***/ 8820:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Cn: () => (/* binding */ agencyKeys),
/* harmony export */   D: () => (/* binding */ instanceId),
/* harmony export */   DL: () => (/* binding */ METADATA_TIMEOUT_MS),
/* harmony export */   I7: () => (/* binding */ METADATA_SERVICE)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8774);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9533);
/* harmony import */ var _send_with_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4843);
/* harmony import */ var _server_id_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(782);




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
const Keys = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik({
    credential: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik({
        access: _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .AccessKey */ .wy,
        secret: _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .HeaderText */ .HM,
        securitytoken: _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .HeaderText */ .HM,
        expires_at: _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .Time */ .gX,
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
    return (0,_send_with_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .sendWithRetry */ .l)({
        service: METADATA_SERVICE,
        request: () => ({
            method: 'GET',
            url: new URL(`${SERVICE}/openstack/latest/securitykey`),
            headers: token.ok ? { 'X-Metadata-Token': token.value } : {},
            body: '',
        }),
        read: (response) => {
            const keys = (0,_schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .readBody */ .x8)(Keys, response)?.credential;
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
const Metadata = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik({ uuid: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .string */ .Yj().check(zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .refine */ .YP(_server_id_js__WEBPACK_IMPORTED_MODULE_3__/* .isServerId */ .V)) });
/**
 * Reads the ID of the ECS that this process runs on, in lower case.
 *
 * Source: ECS user guide, "Obtaining Metadata" (`/openstack/latest/meta_data.json`).
 *
 * @param context with a transport that uses no proxy
 */
async function instanceId(texts, context) {
    const token = await metadataToken(texts.token, context);
    if (!token.ok && !NO_TOKENS.includes(token.error.status ?? 0))
        return token;
    if (token.ok)
        context.secrets.mask(token.value);
    return (0,_send_with_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .sendWithRetry */ .l)({
        service: METADATA_SERVICE,
        request: () => ({
            method: 'GET',
            url: new URL(`${SERVICE}/openstack/latest/meta_data.json`),
            headers: token.ok ? { 'X-Metadata-Token': token.value } : {},
            body: '',
        }),
        read: (response) => (0,_schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .readBody */ .x8)(Metadata, response)?.uuid.toLowerCase(),
        texts: texts.keys,
        maxAttempts: MAX_ATTEMPTS,
    }, context);
}
async function metadataToken(texts, context) {
    return (0,_send_with_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .sendWithRetry */ .l)({
        service: METADATA_SERVICE,
        request: () => ({
            method: 'PUT',
            url: new URL(`${SERVICE}/meta-data/latest/api/token`),
            headers: { 'X-Metadata-Token-Ttl-Seconds': String(TOKEN_SECONDS) },
            body: '',
        }),
        read: ({ body }) => _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .HeaderText */ .HM.safeParse(body.trim()).data,
        texts,
        maxAttempts: 1,
    }, context);
}


/***/ }),

/***/ 43:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   H1: () => (/* binding */ networkErrorAdvice),
/* harmony export */   ME: () => (/* binding */ withProxyHint),
/* harmony export */   Pm: () => (/* binding */ networkFaultAdvice),
/* harmony export */   dr: () => (/* binding */ isProxyError),
/* harmony export */   mG: () => (/* binding */ networkErrorOf),
/* harmony export */   qu: () => (/* binding */ networkErrorMessage),
/* harmony export */   r3: () => (/* binding */ isRetryable)
/* harmony export */ });
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


/***/ }),

/***/ 4883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   A: () => (/* binding */ authenticated),
/* harmony export */   h: () => (/* binding */ identified)
/* harmony export */ });
/* harmony import */ var _signing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8786);

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
    const signed = (0,_signing_js__WEBPACK_IMPORTED_MODULE_0__/* .sign */ ._)({ ...unsigned, headers }, credentials, new Date(now()));
    // Added last and not signed, because a proxy may rewrite it.
    return identified({ ...unsigned, headers: signed }, userAgent);
}
/** The request with the name and version of the program. */
function identified(request, userAgent) {
    return { ...request, headers: { ...request.headers, 'User-Agent': userAgent } };
}


/***/ }),

/***/ 1118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   O4: () => (/* binding */ ErrorCode),
/* harmony export */   cT: () => (/* binding */ withoutSecrets),
/* harmony export */   xp: () => (/* binding */ parseResponse)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8774);
/* harmony import */ var _secrets_redact_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8078);
/* harmony import */ var _error_codes_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8049);



const Text = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ["catch"] */ .Mf(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .Fs(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj(), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pd(_secrets_redact_js__WEBPACK_IMPORTED_MODULE_2__/* .beginning */ .I))), undefined);
/** A code that fits the pattern of the services (`Ecs.0605`, `APIGW.0301`, `STS5.0001`). */
const ErrorCode = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ["catch"] */ .Mf(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .pipe */ .Fs(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj().check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yG(/^[A-Za-z][A-Za-z0-9]{1,19}\.[A-Za-z]{0,10}[0-9]{3,8}$/)), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .transform */ .pd(_error_codes_js__WEBPACK_IMPORTED_MODULE_0__/* .canonicalCode */ .o9))), undefined);
/** A request id that fits the pattern of the services: hex digits, possibly with hyphens. */
const RequestId = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* ["catch"] */ .Mf(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .optional */ .lq(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj().check(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .regex */ .yG(/^(?:req-)?[0-9A-Fa-f-]{16,64}$/))), undefined);
const JsonObject = zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .record */ .g1(zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .string */ .Yj(), zod_mini__WEBPACK_IMPORTED_MODULE_1__/* .unknown */ .L5());
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
function withoutSecrets(response, isSecret) {
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
 * `{"badRequest":{code,message}}` (OpenStack), `{"errors":[\u2026]}` and `{"error":"\u2026"}` (intermediaries).
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
    return form === 'other' && !text.startsWith('<') ? { message: (0,_secrets_redact_js__WEBPACK_IMPORTED_MODULE_2__/* .beginning */ .I)(text) } : {};
}
function serviceError(from) {
    const code = ErrorCode.parse(from['code']) ?? ErrorCode.parse(from['error_code']);
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


/***/ }),

/***/ 9533:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   HM: () => (/* binding */ HeaderText),
/* harmony export */   gX: () => (/* binding */ Time),
/* harmony export */   wy: () => (/* binding */ AccessKey),
/* harmony export */   x8: () => (/* binding */ readBody)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8774);

/** A value for a header line; keys and tokens are never shorter. */
const HeaderText = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj().check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yG(/^[\x21-\x7e]{6,}$/));
/** As above, without `=` and comma, because it stands between them. */
const AccessKey = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj().check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yG(/^[\x21-\x2b\x2d-\x3c\x3e-\x7e]{6,}$/));
/**
 * A time of the services; without a zone it is UTC, as in all their examples. The form is checked
 * because the parser of JavaScript accepts nearly anything.
 */
const Time = zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .Fs(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .pipe */ .Fs(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .string */ .Yj()
    .check(zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .regex */ .yG(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?$/)), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .transform */ .pd((text) => new Date(/(?:Z|[+-]\d\d:?\d\d)$/.test(text) ? text : `${text}Z`))), zod_mini__WEBPACK_IMPORTED_MODULE_0__/* .date */ .p6());
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


/***/ }),

/***/ 4843:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   l: () => (/* binding */ sendWithRetry)
/* harmony export */ });
/* harmony import */ var _result_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(395);
/* harmony import */ var _retry_backoff_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(857);
/* harmony import */ var _error_response_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(148);
/* harmony import */ var _error_text_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1243);
/* harmony import */ var _lost_response_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6795);
/* harmony import */ var _network_errors_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(43);
/* harmony import */ var _request_auth_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(4883);
/* harmony import */ var _response_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1118);








/**
 * Sends a request until there is a response, a final refusal, or no time left. A refused login is
 * never repeated: IAM locks accounts after too many of them.
 */
async function sendWithRetry(request, context) {
    const { clock, deadline, maxRetries, observer, pause, random, stop } = context;
    const maxAttempts = Math.min(maxRetries + 1, request.maxAttempts ?? Infinity);
    const isStopped = () => stop.aborted;
    let last;
    for (let attempt = 1;; attempt += 1) {
        await pause?.wait();
        if (isStopped())
            return last ?? (0,_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)(notSent(request));
        const { result, retry } = await sendOnce(request, context);
        if (result.ok || retry === undefined || attempt >= maxAttempts || isStopped())
            return result;
        if (result.error.lost === true)
            return result;
        const waitMs = (0,_retry_backoff_js__WEBPACK_IMPORTED_MODULE_7__/* .backoffMs */ .j)(retry.minDelayMs, attempt, random);
        const { reason } = result.error;
        const isThrottled = retry.throttled === true;
        if (clock.now() + waitMs >= deadline) {
            if (isThrottled)
                pause?.end(reason);
            observer.gaveUp({ reason, waitMs });
            return result;
        }
        if (isThrottled)
            pause?.hold(waitMs);
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
    const received = await transport.send((0,_request_auth_js__WEBPACK_IMPORTED_MODULE_4__/* .identified */ .h)(request.request(), userAgent), abort);
    if (received.kind === 'failure')
        return withoutResponse(request, received, context);
    const { status } = received;
    const response = (0,_response_js__WEBPACK_IMPORTED_MODULE_5__/* .withoutSecrets */ .cT)((0,_response_js__WEBPACK_IMPORTED_MODULE_5__/* .parseResponse */ .xp)(received), (text) => secrets.isIn(text));
    const isSuccessStatus = status >= 200 && status < 300;
    const isSuccess = isSuccessStatus && response.error === undefined;
    const isRead = isSuccess || (isSuccessStatus && request.mayContainError === true);
    const value = isRead ? request.read(received) : undefined;
    if (value !== undefined)
        return { result: (0,_result_js__WEBPACK_IMPORTED_MODULE_6__/* .success */ .k)(value) };
    // A complete response that does not match its definition will not match the next time either, and
    // a refusal is final whatever code comes with it.
    const isFinal = isSuccess
        ? isReadable(response)
        : isRefusal(status) && request.repeatsRefusals !== true;
    const retry = isFinal ? undefined : (0,_error_response_js__WEBPACK_IMPORTED_MODULE_0__/* .retryOf */ .W2)(response.error, response, () => clock.now());
    const isError = status < 300 && response.error !== undefined;
    const isForeign = isOfProxyOrFirewall(response);
    const refused = !isForeign && (isRefusal(status) || (isError && retry === undefined));
    const reason = reasonOf(request, response, refused, context);
    // A service that reports a fault of its own may have processed the request before.
    const lost = status >= 500 || (0,_lost_response_js__WEBPACK_IMPORTED_MODULE_2__/* .isLost */ .J)(response.error, response);
    return {
        result: (0,_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)({ reason, status, refused, ...lostIf(lost, request) }),
        ...(retry && { retry }),
    };
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
function lostIf(lost, { repeatable = true }) {
    return lost && !repeatable ? { lost: true } : {};
}
function withoutResponse(request, { error, maybeSent, status = 0 }, { advice, proxied }) {
    const { service, texts } = request;
    const lost = lostIf(maybeSent, request);
    // The status alone shows a refusal: another attempt would be one more failed login.
    if (isRefusal(status)) {
        const reason = texts.refused(status, '');
        return { result: (0,_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)({ reason, status, refused: true, ...lost }) };
    }
    const text = (0,_network_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .networkFaultAdvice */ .Pm)(error, advice) ?? texts.unreachable;
    const reason = {
        message: `no response from ${service}: ${(0,_network_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .networkErrorMessage */ .qu)(error)}`,
        advice: (0,_network_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .withProxyHint */ .ME)(text, proxied && !maybeSent && !(0,_network_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isProxyError */ .dr)(error), advice),
    };
    return {
        result: (0,_result_js__WEBPACK_IMPORTED_MODULE_6__/* .failure */ .V)({ reason, refused: false, ...lost }),
        ...((0,_network_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .isRetryable */ .r3)(error) && { retry: {} }),
    };
}
function reasonOf(request, response, refused, context) {
    const { error, requestId, status } = response;
    const serviceMessage = error?.message ?? '';
    const explanation = refused
        ? request.texts.refused(status, serviceMessage, error?.code)
        : (knownText(request, response) ?? explainFailure(request, response, context));
    const { advice, isComplete = false, message } = explanation;
    const isHidden = isComplete || (0,_error_text_js__WEBPACK_IMPORTED_MODULE_1__/* .mayEchoSecrets */ .kl)(error, status);
    const shown = isHidden ? '' : context.secrets.clean(serviceMessage);
    return {
        ...(error?.code !== undefined && { code: error.code }),
        ...(requestId !== undefined && { requestId }),
        message: shown === '' ? message : `${message}; the service says: ${shown}`,
        advice,
    };
}
function knownText({ texts }, { error, status }) {
    const isRedirect = status >= 300 && status < 400;
    return error?.code === undefined || isRedirect ? undefined : texts.known?.(error.code);
}
function explainFailure({ service, texts: { unreachable } }, response, { advice, proxied }) {
    const { error, status } = response;
    if (status >= 300 && status < 400) {
        return { message: (0,_error_text_js__WEBPACK_IMPORTED_MODULE_1__/* .redirectMessage */ .Oq)(service, status), advice: unreachable };
    }
    if (isOfProxyOrFirewall(response))
        return (0,_error_text_js__WEBPACK_IMPORTED_MODULE_1__/* .explainIntermediary */ .n4)(status, advice);
    if (status < 300 && error === undefined) {
        const message = `the response of ${service} does not match its documentation (HTTP ${status})`;
        return { message, advice: unreachable };
    }
    return {
        message: `${service} could not process the request (HTTP ${status})`,
        advice: (0,_network_errors_js__WEBPACK_IMPORTED_MODULE_3__/* .withProxyHint */ .ME)(`Try again. If the error persists: ${unreachable}`, proxied && status >= 502, advice),
    };
}


/***/ }),

/***/ 8786:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   _: () => (/* binding */ sign),
/* harmony export */   a: () => (/* binding */ percentEncode)
/* harmony export */ });
/* harmony import */ var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);

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
    const signature = (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHmac)('sha256', key.secretKey).update(stringToSign).digest('hex');
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
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(text).digest('hex');
}


/***/ }),

/***/ 8781:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   c: () => (/* binding */ assumeAgency),
/* harmony export */   p: () => (/* binding */ SESSION_SECONDS)
/* harmony export */ });
/* harmony import */ var zod_mini__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8774);
/* harmony import */ var _schemas_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9533);
/* harmony import */ var _send_with_retry_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4843);



/** How long a session may last, in seconds (STS API reference, "AssumeAgencyWithOIDC"). */
const SESSION_SECONDS = { min: 900, max: 43_200 };
const Keys = zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik({
    credentials: zod_mini__WEBPACK_IMPORTED_MODULE_2__/* .object */ .Ik({
        access_key_id: _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .AccessKey */ .wy,
        secret_access_key: _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .HeaderText */ .HM,
        security_token: _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .HeaderText */ .HM,
        expiration: _schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .Time */ .gX,
    }),
});
/**
 * Exchanges an ID token for temporary keys of an agency. The call itself needs no credentials.
 *
 * Source: STS API reference, "AssumeAgencyWithOIDC" (v5).
 */
async function assumeAgency(agency, idToken, texts, context) {
    const { agencyUrn, endpoint, providerUrn, sessionName, sessionSeconds } = agency;
    return (0,_send_with_retry_js__WEBPACK_IMPORTED_MODULE_1__/* .sendWithRetry */ .l)({
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
            const keys = (0,_schemas_js__WEBPACK_IMPORTED_MODULE_0__/* .readBody */ .x8)(Keys, response)?.credentials;
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


/***/ }),

/***/ 3753:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  o: () => (/* binding */ createTransport)
});

// EXTERNAL MODULE: ./build/node_modules/undici/lib/dispatcher/agent.js
var agent = __webpack_require__(3480);
;// CONCATENATED MODULE: ./build/huaweicloud/member-filter.js
const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COLON = 0x3a;
const BLANKS = [0x20, 0x09, 0x0a, 0x0d];
/**
 * Drops the texts of one member of a JSON response while it arrives, and leaves empty texts. A list of
 * servers has a member `user_data` in each row, of up to 64 kB, in which passwords may stand: it is
 * never in memory as a whole.
 */
class MemberFilter {
    #name;
    #state = 'outside';
    /** How much of the name the text so far is; -1 when it is another text. */
    #matched = -1;
    #isEscaped = false;
    constructor(name) {
        this.#name = Buffer.from(name);
    }
    /** What is left of the next bytes of the response. */
    pass(chunk) {
        const kept = [];
        let start = 0;
        for (let index = 0; index < chunk.length; index += 1) {
            if (this.#state === 'in dropped text') {
                const end = this.#endOfText(chunk, index);
                start = end;
                // The quotation mark at the end is kept.
                index = end;
                if (end < chunk.length)
                    this.#state = 'outside';
                continue;
            }
            if (this.#state === 'in text' && this.#matched < 0) {
                index = this.#endOfText(chunk, index);
                if (index < chunk.length)
                    this.#state = 'outside';
                continue;
            }
            this.#read(chunk[index] ?? 0);
            // `read` changes the state, which the compiler does not see.
            if (this.#state === 'in dropped text') {
                kept.push(chunk.subarray(start, index + 1));
                start = index + 1;
            }
        }
        if (kept.length === 0 && start === 0)
            return chunk;
        // A copy, because a part of a chunk would keep the whole chunk in memory.
        return Buffer.concat([...kept, chunk.subarray(start)]);
    }
    /** The position of the quotation mark that ends the text; the end of the chunk if it is not there. */
    #endOfText(chunk, from) {
        let start = this.#isEscaped ? from + 1 : from;
        for (;;) {
            const found = chunk.indexOf(QUOTE, start);
            const end = found < 0 ? chunk.length : found;
            let backslashes = 0;
            while (end - backslashes > start && chunk[end - backslashes - 1] === BACKSLASH) {
                backslashes += 1;
            }
            const isEscaped = backslashes % 2 === 1;
            this.#isEscaped = found < 0 && isEscaped;
            if (found < 0 || !isEscaped)
                return end;
            start = found + 1;
        }
    }
    #read(byte) {
        switch (this.#state) {
            case 'in text':
                this.#readText(byte);
                break;
            case 'after name':
                if (byte === COLON)
                    this.#state = 'after colon';
                else if (!BLANKS.includes(byte))
                    this.#readOutside(byte);
                break;
            case 'after colon':
                if (byte === QUOTE)
                    this.#state = 'in dropped text';
                else if (!BLANKS.includes(byte))
                    this.#readOutside(byte);
                break;
            default:
                this.#readOutside(byte);
        }
    }
    #readOutside(byte) {
        this.#state = byte === QUOTE ? 'in text' : 'outside';
        this.#matched = 0;
    }
    #readText(byte) {
        if (this.#isEscaped)
            this.#isEscaped = false;
        else if (byte === BACKSLASH)
            this.#isEscaped = true;
        else if (byte === QUOTE) {
            this.#state = this.#matched === this.#name.length ? 'after name' : 'outside';
            return;
        }
        const isNext = this.#matched >= 0 && byte === this.#name[this.#matched];
        this.#matched = isNext ? this.#matched + 1 : -1;
    }
}

// EXTERNAL MODULE: ./build/huaweicloud/network-errors.js
var network_errors = __webpack_require__(43);
// EXTERNAL MODULE: ./build/huaweicloud/no-proxy.js
var no_proxy = __webpack_require__(6867);
;// CONCATENATED MODULE: ./build/huaweicloud/transport.js
// Imported by its file: the main module of undici loads much that is not needed (see core.ts).




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
            const dispatcher = await dispatchers.get((0,no_proxy/* proxyFor */.i)(request.url, proxies));
            return exchange(dispatcher, request, timeoutMs, abort);
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
    const { default: ProxyAgent } = await __webpack_require__.e(/* import() */ 85).then(__webpack_require__.bind(__webpack_require__, 6085));
    return new ProxyAgent({ ...options, uri: proxy, requestTls: tls, proxyTls: tls });
}
function exchange(dispatcher, request, timeoutMs, abort) {
    return new Promise((resolve) => {
        let maybeSent = false;
        let done = false;
        let controller;
        let status = 0;
        let headers = {};
        let size = 0;
        const chunks = [];
        const filter = request.omit === undefined ? undefined : new MemberFilter(request.omit);
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
                const kept = filter?.pass(chunk) ?? chunk;
                size += kept.length;
                if (size > MAX_RESPONSE_BYTES)
                    fail('too large');
                else if (!done)
                    chunks.push(kept);
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
                fail((0,network_errors/* networkErrorOf */.mG)(error, maybeSent));
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


/***/ }),

/***/ 7510:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ adviceTexts)
/* harmony export */ });
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


/***/ }),

/***/ 857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   j: () => (/* binding */ backoffMs)
/* harmony export */ });
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


/***/ }),

/***/ 8508:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   x: () => (/* binding */ VERSION)
/* harmony export */ });
/** The version of the action, as in package.json. */
const VERSION = '0.1.0';


/***/ })

};
