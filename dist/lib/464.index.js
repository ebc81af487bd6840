export const id = 464;
export const ids = [464];
export const modules = {

/***/ 1464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./build/report/report.js
var report_report = __webpack_require__(7177);
// EXTERNAL MODULE: ./build/actions/start.js + 3 modules
var actions_start = __webpack_require__(6668);
// EXTERNAL MODULE: ./build/report/log.js
var log = __webpack_require__(6945);
;// CONCATENATED MODULE: ./build/actions/password/log.js


/** Says what the run will do, before anything is sent. */
function logPlan(core, settings) {
    const { notice, requests, secretName, task, warnings } = settings;
    core.notice(notice, { title: report_report/* TITLE */.ly });
    for (const warning of warnings)
        core.warning(warning, { title: report_report/* TITLE */.ly });
    if (requests.kind === 'skipped') {
        core.warning(`No request was sent: ${requests.skipReason}.`, { title: report_report/* TITLE */.ly });
        return;
    }
    core.info(`Secret ${secretName} at ${requests.storeEndpoint} (mode: ${task.mode}).`);
    core.info(`Credentials: ${requests.target.source}.`);
}
/** Logs one change of the store. */
function logStep(core, step) {
    const { reason } = step;
    core.info(reason === undefined
        ? `Done: ${describeStep(step)}.`
        : `Failed: ${describeStep(step)}. ${(0,log/* describeReason */.Gk)(reason)}.`);
}
/** A step in the middle of a sentence. */
function describeStep({ kind, stage, versionId }) {
    switch (kind) {
        case 'create':
            return versionId === undefined
                ? `store a new version with the stage ${stage}`
                : `store version ${versionId} with the stage ${stage}`;
        case 'set':
            return `set the stage ${stage} on version ${String(versionId)}`;
        case 'delete':
            return `delete the stage ${stage} of version ${String(versionId)}`;
    }
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/github/core.js + 7 modules
var github_core = __webpack_require__(8911);
// EXTERNAL MODULE: ./build/report/report-files.js
var report_files = __webpack_require__(4315);
// EXTERNAL MODULE: ./build/actions/publish.js + 1 modules
var publish = __webpack_require__(7009);
;// CONCATENATED MODULE: ./build/actions/password/password-report.js
/** Whether the step passes. */
function isSuccess({ ending }) {
    return ending.kind !== 'failed';
}
/** `NAME@vN` for the other actions; empty where no version is to be used. */
function passwordSecretOf({ ending, mode, secretName, versionId }) {
    const isUsable = ending.kind !== 'failed' && ending.kind !== 'skipped' && mode !== 'abandon';
    return isUsable && versionId !== undefined ? `${secretName}@${versionId}` : '';
}
/** The content of the report file. Members that are undefined are left out of JSON. */
function reportJson(report) {
    const { dryRun, ending, mode, run, secretName, steps, versions } = report;
    const reason = ending.kind === 'failed' ? ending.reason : undefined;
    return {
        version: 1,
        action: 'password',
        mode,
        dry_run: dryRun,
        secret_name: secretName,
        ending: ending.kind,
        result: ending.kind === 'done' || ending.kind === 'planned' ? ending.what : undefined,
        message: ending.kind === 'skipped' ? ending.skipReason : reason?.message,
        code: reason?.code,
        request_id: reason?.requestId,
        version_id: report.versionId,
        previous_version_id: report.previousVersionId,
        due: report.due,
        resumed: report.resumed,
        versions: versions.map(({ created, id, stages }) => ({
            id,
            stages,
            created: created === undefined ? undefined : timeOf(created),
        })),
        steps: [...steps, ...report.planned.map((step) => ({ ...step, isPlanned: true }))].map(stepJson),
        run,
    };
}
function stepJson(step) {
    const { isPlanned = false, kind, reason, stage, versionId } = step;
    return {
        step: `${kind}_${kind === 'create' ? 'version' : 'stage'}`,
        stage,
        version_id: versionId,
        outcome: isPlanned ? 'planned' : reason === undefined ? 'done' : 'failed',
        code: reason?.code,
        message: reason?.message,
        request_id: reason?.requestId,
    };
}
/** A time of the service in ISO 8601; undefined where it is none. */
function timeOf(ms) {
    const date = new Date(ms);
    return Number.isNaN(date.getTime()) ? undefined : date.toISOString();
}

;// CONCATENATED MODULE: ./build/actions/password/conclusion.js


/** What was done, in one sentence or a few. */
function conclusionOf(report) {
    const { ending, previousVersionId, secretName, versionId = '' } = report;
    const ofSecret = `of the secret ${secretName}`;
    switch (ending.kind) {
        case 'skipped':
            return `No request was sent: ${ending.skipReason}.`;
        case 'failed':
            return `${(0,log/* describeReason */.Gk)(ending.reason)}.`;
        case 'planned':
            return `Dry run: ${plannedWhat(ending.what, report)} Nothing was changed.`;
        case 'done':
            break;
    }
    switch (ending.what) {
        case 'made':
            return `A new password is stored: version ${versionId} ${ofSecret} is pending.`;
        case 'resumed':
            return `Version ${versionId} ${ofSecret} is pending since an earlier run, and is taken up again.`;
        case 'not_due':
            return `Nothing is due: version ${versionId} ${ofSecret} is the current one.${whenDue(report)}`;
        case 'promoted': {
            const kept = previousVersionId === undefined
                ? ''
                : ` Version ${previousVersionId} stays readable under the stage previous.`;
            return `Version ${versionId} ${ofSecret} is the current one now.${kept}`;
        }
        case 'abandoned':
            return `Version ${versionId} ${ofSecret} is abandoned. It stays readable under the stage abandoned.`;
        case 'nothing':
            return report.mode === 'promote'
                ? `Version ${versionId} ${ofSecret} is the current one already. Nothing was changed.`
                : `No version ${ofSecret} is pending. Nothing was changed.`;
    }
}
/** What to do next, in one sentence or a few; empty for nothing. */
function nextStep(report) {
    const { ending, versionId = '' } = report;
    if (ending.kind === 'failed')
        return `${ending.reason.advice}.`;
    if (ending.kind === 'skipped')
        return 'The check needs a run with credentials.';
    if (ending.kind === 'planned')
        return '';
    switch (ending.what) {
        case 'made':
        case 'resumed':
            return `Reset the servers with password_secret: ${passwordSecretOf(report)}, restart them, then run mode: promote with version_id: ${versionId}. Until then the servers may have this password or the current one.`;
        default:
            return '';
    }
}
function plannedWhat(what, report) {
    const { versionId = '' } = report;
    switch (what) {
        case 'make':
            return 'a real run would generate a password and store it as a pending version.';
        case 'resume':
            return `a real run would take up version ${versionId}, which is pending.`;
        case 'wait':
            return `nothing is due, and version ${versionId} is the current one.${whenDue(report)}`;
        case 'promote':
            return `a real run would make version ${versionId} the current one.`;
        case 'abandon':
            return `a real run would abandon version ${versionId}.`;
        case 'nothing':
            return 'a real run would have nothing to do.';
    }
}
function whenDue({ dueAt }) {
    const time = dueAt === undefined ? undefined : timeOf(dueAt);
    return time === undefined ? '' : ` The next version is due at ${time}.`;
}

// EXTERNAL MODULE: ./build/report/markup.js
var markup = __webpack_require__(9271);
;// CONCATENATED MODULE: ./build/actions/password/summary.js




const TITLES = {
    prepare: 'Prepare a password',
    promote: 'Promote a password',
    abandon: 'Abandon a password',
};
/**
 * The job summary, as Markdown: the result, the changes, and the versions as they were before.
 *
 * @param reportFile path of the report file; empty when it could not be written
 */
function renderSummary(report, reportFile) {
    const { dryRun, ending, mode, planned, steps, versions } = report;
    const mark = isSuccess(report) ? (ending.kind === 'skipped' ? '\u26a0\ufe0f' : '\u2705') : '\u274c';
    const leftOver = ending.kind === 'done' && ending.leftOver !== undefined;
    return [
        `## ${leftOver ? '\u26a0\ufe0f' : mark} ${TITLES[mode]}${dryRun ? ' (dry run)' : ''}`,
        `**${(0,markup/* asMarkup */.bD)(conclusionOf(report))}** ${(0,markup/* asMarkup */.bD)(nextStep(report))}`.trim(),
        list('Changes:', steps.map((step) => `${describeStep(step)}: ${step.reason === undefined ? 'done' : 'failed'}`)),
        list('A real run would:', planned.map(describeStep)),
        versions.length === 0
            ? ''
            : [
                '| Version | Stages before this run |',
                '| --- | --- |',
                ...versions.map(({ id, stages }) => `| ${id} | ${(0,markup/* asMarkup */.bD)(stages.join(', '))} |`),
            ].join('\n'),
        reportFile === ''
            ? 'The report file could not be written.'
            : `The whole result is in ${(0,markup/* asMarkup */.bD)(reportFile)}.`,
    ]
        .filter((part) => part !== '')
        .join('\n\n');
}
function list(title, lines) {
    if (lines.length === 0)
        return '';
    return [title, '', ...lines.map((line) => `- ${(0,markup/* asMarkup */.bD)(line)}`)].join('\n');
}

;// CONCATENATED MODULE: ./build/actions/password/publish.js









/**
 * Writes the report file, outputs, job summary and the end of the log. Each part is written even when
 * another one fails.
 */
async function publish_publish(core, environment, report) {
    const unwritten = [];
    let reportFile = '';
    try {
        const path = (0,external_node_path_.join)(await (0,report_files/* createFolder */.vV)((0,github_core/* tempFolder */.vg)(environment)), 'report.json');
        await (0,report_files/* writeLines */.x1)(path, [JSON.stringify(reportJson(report))]);
        reportFile = path;
    }
    catch {
        unwritten.push('The report file');
    }
    try {
        setOutputs(core, report, reportFile);
    }
    catch {
        unwritten.push('The outputs');
    }
    await (0,publish/* writeSummary */.Sy)(core, renderSummary(report, reportFile));
    if (reportFile !== '')
        core.info(`The whole result: ${reportFile}`);
    const { ending } = report;
    if (ending.kind === 'done' && ending.leftOver !== undefined) {
        core.warning(`The stage pending is left over, and the next run with mode: prepare deletes it. ${(0,log/* describeReason */.Gk)(ending.leftOver)}.`, { title: report_report/* TITLE */.ly });
    }
    logEnd(core, report, unwritten);
    if (!isSuccess(report))
        (0,log/* logHelp */.Gl)(core, environment);
}
function logEnd(core, report, unwritten) {
    const sentences = [
        conclusionOf(report),
        ...unwritten.map((part) => `${part} could not be written.`),
    ];
    const isFailed = !isSuccess(report);
    // An annotation is all that many people read, so it says what to do too.
    if (isFailed)
        sentences.push(nextStep(report));
    if (isFailed || unwritten.length > 0)
        core.setFailed(sentences.join(' '));
    else
        core.info(sentences.join(' '));
    const next = nextStep(report);
    if (!isFailed && next !== '')
        core.info(next);
}
/** Sets every output of `password/action.yml`. None of them contains a value. */
function setOutputs(core, report, reportFile) {
    const { due, ending, previousVersionId = '', resumed, versionId = '' } = report;
    const hasFailed = ending.kind === 'failed';
    core.setOutput('password_secret', passwordSecretOf(report));
    core.setOutput('version_id', hasFailed ? '' : versionId);
    core.setOutput('previous_version_id', hasFailed ? '' : previousVersionId);
    core.setOutput('due', due === undefined || hasFailed ? '' : String(due));
    core.setOutput('resumed', resumed === undefined || hasFailed ? '' : String(resumed));
    core.setOutput('dry_run', String(report.dryRun));
    core.setOutput('report_file', reportFile);
}

// EXTERNAL MODULE: ./build/github/event.js
var github_event = __webpack_require__(6830);
// EXTERNAL MODULE: ./build/huaweicloud/csms.js + 1 modules
var csms = __webpack_require__(2714);
// EXTERNAL MODULE: ./build/inputs/dry-run.js
var dry_run = __webpack_require__(6305);
// EXTERNAL MODULE: ./build/inputs/password-rules.js
var password_rules = __webpack_require__(3745);
// EXTERNAL MODULE: ./build/actions/connection.js + 5 modules
var actions_connection = __webpack_require__(72);
;// CONCATENATED MODULE: ./build/actions/password/generator.js

/** The lengths that can be asked for. */
const LENGTH = { min: 12, max: 26 };
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const DIGITS = '0123456789';
/**
 * The special characters that every documented rule allows and that no shell interprets: the agent in
 * the guest builds a command line from the password (source of the plug-in, published 2018).
 */
const SPECIALS = '@_+=:.-/';
const ALPHABET = LETTERS + DIGITS + SPECIALS;
const CLASSES = [/[A-Z]/, /[a-z]/, /[0-9]/, /[^A-Za-z0-9]/];
const FIRST = /^[A-Za-z0-9]/;
/**
 * Runners that descend from act (Gitea, Forgejo) end the name of a command at its last `::`, so they
 * would print a line that masks a password with it.
 */
const COMMAND_SEPARATOR = '::';
/** Half of all drawn texts are permitted, so that more of them mean that the source is broken. */
const MAX_DRAWS = 1_000;
/**
 * A new password. Each character is drawn uniformly, and the whole text is drawn again until it keeps
 * every rule, so that every permitted password is equally likely.
 *
 * @param length from `LENGTH`
 * @param randomInt a random whole number from 0 to below `max`, fit for secrets
 */
function generatePassword(length, randomInt) {
    for (let draw = 0; draw < MAX_DRAWS; draw += 1) {
        const text = Array.from({ length }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
        if (isPermitted(text))
            return text;
    }
    throw new Error('the random source gives no permitted password');
}
function isPermitted(text) {
    if (text.includes(COMMAND_SEPARATOR))
        return false;
    if (!FIRST.test(text) || !CLASSES.every((characters) => characters.test(text)))
        return false;
    return (0,password_rules/* checkPassword */.O)(text, 'batch', 'any').errors.length === 0;
}

;// CONCATENATED MODULE: ./build/actions/password/settings.js






const MODES = ['prepare', 'promote', 'abandon'];
const HOUR_MS = 3_600_000;
const UNITS_MS = { h: HOUR_MS, d: 24 * HOUR_MS };
/** A Windows guest may ask about a longer password, and nobody answers there. */
const SAFE_LENGTH = 14;
const LINUX_LENGTH = 20;
/**
 * Reads all inputs and the environment, and finds all of their problems at once.
 *
 * @returns undefined when there are problems
 */
function readSettings({ event, inputs, }) {
    const task = readTask(inputs);
    const secretName = readSecretName(inputs, event);
    const { dryRun, notice } = (0,dry_run/* readDryRun */.n)(inputs, event, 'Real run');
    const { settings: connection, target } = (0,actions_connection/* readConnection */.d)(inputs, event, {
        dryRun,
        defaultTimeoutSeconds: 600,
        services: ['csms'],
    });
    if (inputs.problems.length > 0 || task === undefined || target.kind === 'invalid') {
        return undefined;
    }
    const requests = target.kind === 'skipped'
        ? target
        : {
            kind: 'sent',
            target: target.target,
            storeEndpoint: target.target.storeEndpoint ?? '',
        };
    const { warnings } = inputs;
    return { task, secretName, dryRun, notice, warnings, connection, requests };
}
function readSecretName(inputs, event) {
    const name = inputs.text('secret_name');
    if (csms/* SECRET_NAME */.J4.test(name))
        return name;
    inputs.addProblem('secret_name', name === ''
        ? `is empty: give the name of the secret in the secret store (CSMS)${(0,github_event/* noSecrets */.f)(event)}`
        : 'is not the name of a secret: it has 1 to 64 letters, digits, hyphens and underscores');
    return '';
}
function readTask(inputs) {
    const system = inputs.choice('os', password_rules/* SYSTEMS */.L, 'any');
    const defaultLength = system === 'linux' ? LINUX_LENGTH : SAFE_LENGTH;
    const length = inputs.integer('length', LENGTH, undefined);
    const rotateAfterMs = readAge(inputs, 'rotate_after');
    const versionId = inputs.text('version_id');
    if (inputs.text('mode') === '') {
        inputs.addProblem('mode', `is empty: write one of ${MODES.join(', ')}`);
        return undefined;
    }
    const mode = inputs.choice('mode', MODES, 'prepare');
    if (mode === 'prepare') {
        if (versionId !== '') {
            inputs.addProblem('version_id', 'is only for mode: promote and mode: abandon: leave it out');
        }
        if (length !== undefined && length > SAFE_LENGTH && system !== 'linux') {
            inputs.warnings.push(`length is over ${SAFE_LENGTH}: a Windows server may ask about such a password at its start, where nobody answers, and then keeps its old one. Set os to linux where there is none.`);
        }
        return { mode, length: length ?? defaultLength, rotateAfterMs };
    }
    if (!csms/* VERSION_ID */.hS.test(versionId)) {
        inputs.addProblem('version_id', versionId === ''
            ? 'is empty: give the output version_id of the step with mode: prepare'
            : 'is not the ID of a version: give the output version_id of the step with mode: prepare, such as v7');
    }
    return { mode, versionId };
}
/** A number of days or hours, in milliseconds; undefined when not given. */
function readAge(inputs, name) {
    const given = inputs.text(name);
    if (given === '')
        return undefined;
    const [, count = '', unit = ''] = /^(\d{1,5})([dh])$/.exec(given) ?? [];
    const unitMs = UNITS_MS[unit];
    if (unitMs !== undefined)
        return Number(count) * unitMs;
    inputs.addProblem(name, 'is not a number of days or hours: write one such as 30d or 12h');
    return undefined;
}

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./build/inputs/password-secret.js
var password_secret = __webpack_require__(9692);
// EXTERNAL MODULE: ./build/actions/session.js + 4 modules
var session = __webpack_require__(9206);
// EXTERNAL MODULE: ./build/result.js
var build_result = __webpack_require__(395);
// EXTERNAL MODULE: ./build/retry/backoff.js
var backoff = __webpack_require__(857);
;// CONCATENATED MODULE: ./build/actions/password/steps.js



/** Takes the steps in order, up to the first one that fails. */
async function takeSteps(steps, context) {
    for (const step of steps) {
        const result = await takeStep(step, context);
        context.done({ ...step, ...(!result.ok && { reason: result.error }) });
        if (!result.ok)
            return (0,build_result/* failure */.V)({ step, reason: result.error });
    }
    return (0,build_result/* success */.k)(undefined);
}
async function takeStep(step, context) {
    return step.kind === 'set' ? setStage(step, context) : deleteStage(step, context);
}
/** Moves a stage. A lost response is read back, and the change is repeated only if it is not there. */
async function setStage({ stage, versionId }, context) {
    const { store } = context;
    return repeat(context, async () => {
        const moved = await store.setStage(stage, versionId);
        const isNew = !moved.ok && (0,csms/* isMissing */.b2)(moved.error);
        const result = isNew ? await store.createStage(stage, versionId) : moved;
        if (result.ok)
            return (0,build_result/* success */.k)(true);
        if (result.error.lost !== true)
            return (0,build_result/* failure */.V)(result.error.reason);
        const now = await store.stage(stage);
        return now.ok ? (0,build_result/* success */.k)(now.value === versionId) : (0,build_result/* failure */.V)(now.error.reason);
    });
}
/**
 * Deletes a stage from one version. It is looked at before each attempt, because the stage may have
 * moved to the version of another run meanwhile, which would lose it.
 */
async function deleteStage({ stage, versionId }, context) {
    const { store } = context;
    return repeat(context, async () => {
        const now = await store.stage(stage);
        if (!now.ok)
            return (0,build_result/* failure */.V)(now.error.reason);
        if (now.value !== versionId)
            return (0,build_result/* success */.k)(true);
        const deleted = await store.deleteStage(stage);
        if (deleted.ok || (0,csms/* isMissing */.b2)(deleted.error))
            return (0,build_result/* success */.k)(true);
        return deleted.error.lost === true ? (0,build_result/* success */.k)(false) : (0,build_result/* failure */.V)(deleted.error.reason);
    });
}
/**
 * Makes a change until it is known to be there.
 *
 * @param attempt whether the change is there; false when it may be tried again
 */
async function repeat({ requests }, attempt) {
    const { clock, deadline, maxRetries, random, stop } = requests;
    const isStopped = () => stop.aborted;
    for (let count = 1;; count += 1) {
        const result = await attempt();
        if (!result.ok)
            return result;
        if (result.value)
            return (0,build_result/* success */.k)(undefined);
        const waitMs = (0,backoff/* backoffMs */.j)(undefined, count, random);
        if (count > maxRetries || isStopped() || clock.now() + waitMs >= deadline) {
            return (0,build_result/* failure */.V)({
                message: 'the secret store does not confirm the change',
                advice: 'Run again: a change that is there already is not made twice',
            });
        }
        await clock.sleep(waitMs, stop);
    }
}

;// CONCATENATED MODULE: ./build/actions/password/change.js


/**
 * Takes the steps of a plan. When only the deletion of the stage `pending` of a promoted version
 * fails, the work is done: the next `prepare` deletes it.
 */
async function change(mode, { previousId, steps }, context) {
    const taken = await takeSteps(steps, context);
    if (taken.ok)
        return (0,build_result/* success */.k)({ previousId });
    const { reason, step } = taken.error;
    const isDone = mode === 'promote' && step.kind === 'delete';
    return isDone ? (0,build_result/* success */.k)({ previousId, leftOver: reason }) : (0,build_result/* failure */.V)(reason);
}

;// CONCATENATED MODULE: ./build/actions/password/plan.js



/** Decides what `prepare` does. A pending version is taken up again and never replaced. */
function planPrepare(versions, { now, rotateAfterMs }) {
    const found = findStages(versions);
    if (!found.ok)
        return found;
    const { current, pending } = found.value;
    const currentId = current.id;
    if (pending !== undefined && pending.id !== currentId) {
        return (0,build_result/* success */.k)({ kind: 'resume', currentId, versionId: pending.id, steps: [] });
    }
    const steps = pending === undefined ? [] : [{ kind: 'delete', stage: password_secret/* PENDING */.eG, versionId: currentId }];
    const make = { kind: 'make', currentId, versionId: undefined, steps };
    if (rotateAfterMs === undefined)
        return (0,build_result/* success */.k)(make);
    if (current.created === undefined) {
        return (0,build_result/* failure */.V)({
            message: `the secret store does not tell how old version ${currentId} is`,
            advice: 'Leave rotate_after out to make a new version in any case',
        });
    }
    const dueAt = current.created + rotateAfterMs;
    return (0,build_result/* success */.k)(now < dueAt ? { kind: 'wait', currentId, versionId: currentId, steps, dueAt } : make);
}
/** Decides what `promote` does with a version that all servers have. */
function planPromote(versions, versionId) {
    const found = findStages(versions);
    if (!found.ok)
        return found;
    const { current, pending } = found.value;
    if (pending !== undefined && pending.id !== versionId)
        return otherPending(pending.id, versionId);
    const tidyUp = { kind: 'delete', stage: password_secret/* PENDING */.eG, versionId };
    if (current.id === versionId) {
        const previousId = versions.find(({ stages }) => stages.includes(password_secret/* PREVIOUS */.kn))?.id;
        return (0,build_result/* success */.k)({ steps: pending === undefined ? [] : [tidyUp], previousId });
    }
    if (pending === undefined) {
        return (0,build_result/* failure */.V)({
            message: `version ${versionId} is not pending, so it is not promoted`,
            advice: 'Check version_id: it is the output version_id of the step with mode: prepare, after which the servers were reset and restarted',
        });
    }
    const steps = [
        // The old version keeps a stage at every moment, so that the service never deletes it.
        { kind: 'set', stage: password_secret/* PREVIOUS */.kn, versionId: current.id },
        { kind: 'set', stage: csms/* CURRENT */.eN, versionId },
        tidyUp,
    ];
    return (0,build_result/* success */.k)({ steps, previousId: current.id });
}
/** Decides what `abandon` does with a version that no server has accepted. */
function planAbandon(versions, versionId) {
    const found = findStages(versions);
    if (!found.ok)
        return found;
    const { current, pending } = found.value;
    if (current.id === versionId) {
        return (0,build_result/* failure */.V)({
            message: `version ${versionId} is the current one, so it is not abandoned`,
            advice: 'Use mode: promote with this version to delete its stage pending',
        });
    }
    if (pending !== undefined && pending.id !== versionId)
        return otherPending(pending.id, versionId);
    const steps = pending === undefined
        ? []
        : [
            { kind: 'set', stage: password_secret/* ABANDONED */.js, versionId },
            { kind: 'delete', stage: password_secret/* PENDING */.eG, versionId },
        ];
    return (0,build_result/* success */.k)({ steps, previousId: undefined });
}
/** What takes the room of a secret, where a limit is reached. */
function describeRoom(versions) {
    const without = versions.filter(({ stages }) => stages.length === 0).map(({ id }) => id);
    const stages = versions.flatMap((version) => version.stages);
    const listed = (names) => names.length === 0 ? 'none' : names.slice(0, csms/* MAX_VERSIONS */.F5).join(', ');
    return `The secret has ${versions.length} versions (at most ${csms/* MAX_VERSIONS */.F5}; without a stage: ${listed(without)}) and ${stages.length} stages (at most ${csms/* MAX_STAGES */.Ny}: ${listed(stages)})`;
}
/** The versions with a meaning. A list that contradicts itself is not used. */
function findStages(versions) {
    const withStage = (stage) => versions.filter(({ stages }) => stages.includes(stage));
    const [current, ...otherCurrent] = withStage(csms/* CURRENT */.eN);
    const [pending, ...otherPendings] = withStage(password_secret/* PENDING */.eG);
    const ids = new Set(versions.map(({ id }) => id));
    if (ids.size < versions.length || otherCurrent.length > 0 || otherPendings.length > 0) {
        return (0,build_result/* failure */.V)({
            message: 'the list of versions names a version or a stage twice',
            advice: 'Run again. If the error persists, contact the support of the cloud',
        });
    }
    if (current === undefined) {
        return (0,build_result/* failure */.V)({
            message: `no version of the secret has the stage ${csms/* CURRENT */.eN}`,
            advice: `Set the stage ${csms/* CURRENT */.eN} on the version with the password in force (console of DEW), then run again`,
        });
    }
    return (0,build_result/* success */.k)({ current, pending });
}
function otherPending(pendingId, versionId) {
    return (0,build_result/* failure */.V)({
        message: `version ${pendingId} is pending, and not ${versionId}: nothing was changed`,
        advice: 'Another run has made that version. Check version_id, and let one rotation of this secret run at a time (concurrency in the workflow)',
    });
}

;// CONCATENATED MODULE: ./build/actions/password/prepare.js





/** Codes that mean that the secret has no room for another version. */
const LIMITS = ['CSMS.0203', 'CSMS.0204'];
/**
 * Makes sure that a version is pending, unless nothing is due: takes up the pending one, or generates
 * a password and stores it. At the end the stage is read back, because another run may have moved it.
 *
 * @param versions the list of versions, as it was read just before
 */
async function prepare(versions, settings, context) {
    const { clock } = context.requests;
    const options = { now: clock.now(), rotateAfterMs: settings.rotateAfterMs };
    const plan = planPrepare(versions, options);
    if (!plan.ok)
        return plan;
    const { currentId, dueAt, kind, steps, versionId } = plan.value;
    const tidied = await takeSteps(steps, context);
    if (!tidied.ok)
        return (0,build_result/* failure */.V)(tidied.error.reason);
    if (versionId !== undefined) {
        if (kind === 'resume')
            return prepare_confirm({ kind: 'resumed', versionId, currentId }, context);
        return (0,build_result/* success */.k)({
            kind: 'not_due',
            versionId,
            currentId,
            ...(dueAt !== undefined && { dueAt }),
        });
    }
    const value = generatePassword(settings.length, context.randomInt);
    // Before anything is sent: a service may repeat it.
    context.requests.secrets.mask(value);
    const stored = await storePending(value, { currentId, options, versions }, context);
    const reason = stored.ok ? undefined : stored.error;
    context.done({
        kind: 'create',
        stage: password_secret/* PENDING */.eG,
        versionId: stored.ok ? stored.value.versionId : undefined,
        ...(reason && { reason }),
    });
    return stored.ok ? prepare_confirm(stored.value, context) : stored;
}
/**
 * Stores the new value. After a lost response the list is read again: what is pending then is taken
 * up, and only when nothing is pending the identical request is sent again.
 */
async function storePending(value, before, context) {
    const { store } = context;
    const { currentId, options, versions } = before;
    let prepared;
    const stored = await repeat(context, async () => {
        const created = await store.createVersion(value, [password_secret/* PENDING */.eG]);
        if (created.ok) {
            prepared = { kind: 'made', versionId: created.value, currentId };
            return (0,build_result/* success */.k)(true);
        }
        const { lost, reason } = created.error;
        if (lost !== true)
            return (0,build_result/* failure */.V)(withRoom(reason, versions));
        const listed = await store.versions();
        if (!listed.ok)
            return (0,build_result/* failure */.V)(listed.error.reason);
        const plan = planPrepare(listed.value, options);
        if (!plan.ok)
            return plan;
        const found = plan.value;
        if (found.currentId !== currentId || found.steps.length > 0)
            return (0,build_result/* failure */.V)(CHANGED);
        if (found.kind === 'make')
            return (0,build_result/* success */.k)(false);
        if (found.kind === 'wait' || found.versionId === undefined)
            return (0,build_result/* failure */.V)(CHANGED);
        prepared = { kind: await isOurs(found.versionId), versionId: found.versionId, currentId };
        return (0,build_result/* success */.k)(true);
    });
    if (!stored.ok)
        return stored;
    return prepared === undefined ? (0,build_result/* failure */.V)(CHANGED) : (0,build_result/* success */.k)(prepared);
    /** A value that cannot be read is taken for that of another run. */
    async function isOurs(versionId) {
        const read = await store.value(versionId);
        return read.ok && read.value.value === value ? 'made' : 'resumed';
    }
}
/** Reads the stage back. There is no conditional write, so this is how a second run is noticed. */
async function prepare_confirm(prepared, { store }) {
    const now = await store.stage(password_secret/* PENDING */.eG);
    if (!now.ok)
        return (0,build_result/* failure */.V)(now.error.reason);
    return now.value === prepared.versionId ? (0,build_result/* success */.k)(prepared) : (0,build_result/* failure */.V)(CHANGED);
}
const CHANGED = {
    message: 'another run has changed the stages of the secret at the same time',
    advice: 'Let one rotation of this secret run at a time (concurrency in the workflow), then run again: what is pending is taken up',
};
function withRoom(reason, versions) {
    if (reason.code === undefined || !LIMITS.includes(reason.code))
        return reason;
    return { ...reason, advice: `${describeRoom(versions)}. ${reason.advice}` };
}

// EXTERNAL MODULE: ./build/inputs/shared-texts.js
var shared_texts = __webpack_require__(7510);
// EXTERNAL MODULE: ./build/inputs/store-texts.js
var store_texts = __webpack_require__(7512);
;// CONCATENATED MODULE: ./build/actions/password/texts.js


const RUN_AGAIN = 'Run again';
/** What to do about the failures of this action. */
const PASSWORD_ADVICE = (0,store_texts/* storeTexts */.i)((0,shared_texts/* adviceTexts */.x)({
    outcomeUnknown: `${RUN_AGAIN}: a change that is there already is not made twice`,
    tryAgain: RUN_AGAIN,
    grantPermission: 'Grant the action on the secret to the user or agency of the credentials',
    passwordForCheck: '',
    reduceBatchSize: '',
}), 'secret_name');

;// CONCATENATED MODULE: ./build/actions/password/work.js









/** Signs in and carries out the task. A dry run only reads. */
async function carryOut(settings, secrets, context) {
    const { connection, dryRun, requests, secretName, task } = settings;
    const steps = [];
    let versions = [];
    let done;
    const facts = () => ({
        mode: task.mode,
        dryRun,
        secretName,
        versions,
        steps,
    });
    const resultOf = ({ planned = [], previousVersionId, versionId, ...rest }) => ({
        ...facts(),
        planned,
        previousVersionId,
        versionId,
        ...rest,
    });
    if (requests.kind === 'skipped')
        return resultOf({ ending: requests });
    const ended = await (0,session/* withSession */.fQ)({ context, secrets, settings: connection, target: requests.target, advice: PASSWORD_ADVICE }, async (session, requestContext) => {
        const store = storeFor(settings, requests.storeEndpoint, session, requestContext);
        const listed = await store.versions();
        if (!listed.ok) {
            done = failed(listed.error.reason);
            return;
        }
        versions = listed.value;
        const stepContext = {
            store,
            requests: requestContext,
            done: (step) => {
                steps.push(step);
                logStep(context.core, step);
            },
        };
        done = dryRun
            ? planTask(task, versions, requestContext.clock.now())
            : await carryOutTask(task, versions, stepContext);
    });
    // What was done to its end stays done, also when the run was cancelled at that moment.
    const result = done !== undefined && done.ending.kind !== 'failed' ? done : undefined;
    if (result !== undefined)
        return resultOf(result);
    if (!ended.ok)
        return resultOf(failed(ended.error));
    if (done === undefined)
        throw new Error('the work ended without a result');
    return resultOf(done);
}
function storeFor({ secretName }, endpoint, session, context) {
    return new csms/* SecretStore */.Gf({
        endpoint,
        secretName,
        session,
        context,
        ownStages: password_secret/* OWN_STAGES */.bM,
        texts: PASSWORD_ADVICE,
    });
}
async function carryOutTask(task, versions, context) {
    if (task.mode === 'prepare') {
        const prepared = await prepare(versions, task, {
            ...context,
            randomInt: (max) => (0,external_node_crypto_.randomInt)(max),
        });
        if (!prepared.ok)
            return failed(prepared.error);
        const { currentId, dueAt, kind, versionId } = prepared.value;
        return {
            ending: { kind: 'done', what: kind },
            versionId,
            previousVersionId: currentId,
            due: kind !== 'not_due',
            resumed: kind === 'resumed',
            ...(dueAt !== undefined && { dueAt }),
        };
    }
    const { mode, versionId } = task;
    const planned = planChange(mode, versions, versionId);
    if (!planned.ok)
        return failed(planned.error);
    const changed = await change(mode, planned.value, context);
    if (!changed.ok)
        return failed(changed.error);
    const { leftOver, previousId } = changed.value;
    const hasSteps = planned.value.steps.length > 0;
    const what = mode === 'promote' ? 'promoted' : 'abandoned';
    return {
        ending: {
            kind: 'done',
            what: hasSteps ? what : 'nothing',
            ...(leftOver !== undefined && { leftOver }),
        },
        versionId,
        previousVersionId: previousId,
    };
}
/** What a real run would do. */
function planTask(task, versions, now) {
    if (task.mode === 'prepare') {
        const planned = planPrepare(versions, { now, rotateAfterMs: task.rotateAfterMs });
        if (!planned.ok)
            return failed(planned.error);
        const { currentId, dueAt, kind, steps, versionId } = planned.value;
        return {
            ending: { kind: 'planned', what: kind },
            versionId,
            previousVersionId: currentId,
            due: kind !== 'wait',
            resumed: kind === 'resume',
            planned: steps,
            ...(dueAt !== undefined && { dueAt }),
        };
    }
    const { mode, versionId } = task;
    const planned = planChange(mode, versions, versionId);
    if (!planned.ok)
        return failed(planned.error);
    const { previousId, steps } = planned.value;
    const what = steps.length > 0 ? mode : 'nothing';
    return {
        ending: { kind: 'planned', what },
        versionId,
        previousVersionId: previousId,
        planned: steps,
    };
}
function planChange(mode, versions, versionId) {
    return mode === 'promote' ? planPromote(versions, versionId) : planAbandon(versions, versionId);
}
function failed(reason) {
    return { ending: { kind: 'failed', reason } };
}

;// CONCATENATED MODULE: ./build/actions/password/run.js






/**
 * Prepares, promotes or abandons a password in the secret store: masks the secrets, checks the inputs,
 * changes the store, reports.
 */
async function run(context) {
    const { clock, core, environment } = context;
    const start = (0,actions_start/* startAction */.R)(context);
    const settings = readSettings(start);
    if (settings === undefined) {
        await (0,actions_start/* failInputs */.U)(context, start.inputs, 'Password in the secret store');
        return;
    }
    logPlan(core, settings);
    const result = await carryOut(settings, start.secrets, context);
    await publish_publish(core, environment, {
        ...result,
        run: (0,report_report/* runFacts */.pI)(environment, start.started, clock.now()),
    });
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

/***/ 3745:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   L: () => (/* binding */ SYSTEMS),
/* harmony export */   O: () => (/* binding */ checkPassword)
/* harmony export */ });
const SYSTEMS = ['any', 'linux', 'windows'];
const MIN_LENGTH = 8;
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
    if (Array.from(password).length < MIN_LENGTH || Array.from(password).length > MAX_LENGTH) {
        errors.push(`must have ${MIN_LENGTH} to ${MAX_LENGTH} characters`);
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
