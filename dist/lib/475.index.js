export const id = 475;
export const ids = [475];
export const modules = {

/***/ 475:
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
// EXTERNAL MODULE: ./build/actions/publish.js + 1 modules
var publish = __webpack_require__(7009);
// EXTERNAL MODULE: ./build/actions/start.js + 3 modules
var actions_start = __webpack_require__(6668);
// EXTERNAL MODULE: ./build/report/log.js
var log = __webpack_require__(6945);
;// CONCATENATED MODULE: ./build/actions/restart/wave-table.js
/** The waves of a run, for the summary. */
class WaveTable {
    rows = [];
    /** The waves that a real run would have. */
    addPlanned(waves, { leftOut, reboot, start }) {
        const [rebooted, started] = [new Set(reboot), new Set(start)];
        for (const [index, ids] of waves.entries()) {
            this.rows.push({
                wave: index + 1,
                servers: ids.length,
                reboot: ids.filter((id) => rebooted.has(id)).length,
                start: ids.filter((id) => started.has(id)).length,
                leftOut: ids.filter((id) => leftOut.has(id)).length,
                leftOutWords: leftOutWords(ids.flatMap((id) => leftOut.get(id) ?? [])),
            });
        }
    }
    /** A wave has ended. */
    add(wave, ids, { decisions, ledger, ms }) {
        const counts = { restarted: 0, failed: 0, unknown: 0, stopped: 0, not_started: 0 };
        for (const id of ids)
            counts[ledger.outcomeOf(id)] += 1;
        const { failed, restarted, unknown } = counts;
        const row = {
            wave,
            servers: ids.length,
            reboot: decisions.reboot.length,
            start: decisions.start.length,
            leftOut: decisions.leftOut.size,
            result: { restarted, failed, unknown, ms },
        };
        this.rows.push(row);
        return row;
    }
}
/** The words of servers that are left out, with their counts: `2 stopped, 1 locked`. */
function leftOutWords(leftOut) {
    const counts = new Map();
    for (const result of leftOut) {
        const word = result.outcome === 'stopped' ? 'stopped' : result.word;
        counts.set(word, (counts.get(word) ?? 0) + 1);
    }
    return Array.from(counts, ([word, count]) => `${count} ${word}`).join(', ');
}

;// CONCATENATED MODULE: ./build/actions/restart/log.js



/** More servers of a wave are counted, not named. */
const MAX_NAMED = 100;
/** More waves of a dry run are not logged. */
const MAX_PLANNED = 100;
/** Says what the run will do, before anything is sent. */
function logPlan(core, settings) {
    const { dryRun, duplicates, requests, type, waves } = settings;
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
    const verb = dryRun ? 'Reading' : 'Restarting';
    const count = `${waves.length} ${waves.length === 1 ? 'wave' : 'waves'}`;
    core.info(`${verb} ${(0,report_report/* servers */.b0)(settings.servers.length)} at ${endpoint} in ${count} (type: ${type}).`);
    core.info(`Credentials: ${source}.`);
}
/** What the rows of all servers tell, before the first wave. */
function logOverview(core, { leftOut, reboot, start }) {
    const parts = [
        `${reboot.length} running`,
        ...(start.length > 0 ? [`${start.length} to start`] : []),
        ...(leftOut.size > 0 ? [`left out: ${leftOutWords(leftOut.values())}`] : []),
    ];
    core.info(`Status of the servers: ${parts.join(', ')}.`);
}
/** Shows the waves of a real run. */
function logPlannedWaves(core, waves, decisions, names) {
    const [reboot, start] = [new Set(decisions.reboot), new Set(decisions.start)];
    for (const [index, ids] of waves.slice(0, MAX_PLANNED).entries()) {
        const ofWave = {
            reboot: ids.filter((id) => reboot.has(id)),
            start: ids.filter((id) => start.has(id)),
            leftOut: new Map(ids.flatMap((id) => {
                const result = decisions.leftOut.get(id);
                return result === undefined ? [] : [[id, result]];
            })),
        };
        core.info(`Wave ${index + 1} of ${waves.length} of a real run: ${partsOf(ofWave, names)}.`);
    }
}
/** What is done with the servers of a wave, with their names. */
function partsOf({ leftOut, reboot, start }, names) {
    const named = (ids) => {
        const labels = ids.slice(0, MAX_NAMED).map((id) => names.get(id) ?? id);
        const more = ids.length - labels.length;
        return `${labels.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    };
    const parts = [
        reboot.length > 0 ? `restarting ${(0,report_report/* servers */.b0)(reboot.length)} (${named(reboot)})` : '',
        start.length > 0 ? `starting ${(0,report_report/* servers */.b0)(start.length)} (${named(start)})` : '',
        leftOut.size > 0
            ? `leaving out ${(0,report_report/* servers */.b0)(leftOut.size)} (${leftOutWords(leftOut.values())}: ${named([...leftOut.keys()])})`
            : '',
    ];
    return parts.filter((part) => part !== '').join(', ');
}
/** Logs the waves, and notes them for the summary. */
function restartLog(core, options) {
    const { clock, ledger, names, table, waves } = options;
    const title = (wave) => `Wave ${wave} of ${waves.length}`;
    let decisions;
    return {
        wave: (number) => ({
            starting(event) {
                decisions = event;
                core.info(`${title(number)}: ${partsOf(event, names)}.`);
            },
            progress({ ms, of, open }) {
                core.info(`${title(number)} after ${(0,log/* seconds */.YA)(ms)}: ${open} of ${(0,report_report/* servers */.b0)(of)} open.`);
            },
            withoutJob({ isLost, reason, servers: count }) {
                const what = isLost
                    ? `It is not known whether ${(0,report_report/* servers */.b0)(count)} restarted: the action reads what was done to them`
                    : 'The request is not sent again';
                core.info(`${(0,log/* describeReason */.Gk)(reason)}. ${what}.`);
            },
        }),
        ended({ ms, wave }) {
            if (decisions === undefined)
                return;
            const ids = waves[wave - 1] ?? [];
            const { result } = table.add(wave, ids, { decisions, ledger, ms });
            decisions = undefined;
            if (result === undefined)
                return;
            const { failed, restarted, unknown } = result;
            const time = new Date(clock.now()).toISOString().slice(11, 19);
            core.info(`${title(wave)} ended at ${time} UTC after ${(0,log/* seconds */.YA)(ms)}: ${restarted} restarted, ${failed} failed, ${unknown} unknown.`);
        },
        pausing({ ms }) {
            core.info(`The next wave starts in ${(0,log/* seconds */.YA)(ms)}.`);
        },
    };
}

;// CONCATENATED MODULE: ./build/actions/restart/outcomes.js
/** What became of one server. Every requested server ends in exactly one of these. */
const OUTCOMES = ['restarted', 'stopped', 'failed', 'unknown', 'not_started'];
/**
 * What is known about every server at this moment. It is written before a request leaves, so that the
 * run can end at any moment, for whatever reason, and still be reported.
 */
class Ledger {
    #entries;
    constructor(ids) {
        this.#entries = new Map(Array.from(ids, (id) => [id, { sent: false, result: undefined }]));
    }
    /** A server is left out, as far as it is known now; later rows may tell otherwise. */
    leaveOut(id, result) {
        const entry = this.#entry(id);
        if (entry.sent)
            throw new Error(`server ${id} was in a request`);
        entry.result = result;
    }
    /**
     * A request with these servers is about to leave, the only one for each of them.
     *
     * @param reason why they are unknown as long as nothing else is recorded
     */
    sending(ids, reason) {
        for (const id of ids) {
            const entry = this.#entry(id);
            // A second restart would interrupt the first one.
            if (entry.sent)
                throw new Error(`server ${id} was in a request already`);
            entry.sent = true;
            entry.result = { outcome: 'unknown', reason };
        }
    }
    /** The request never left this machine. */
    notSent(ids, reason) {
        for (const id of ids) {
            const entry = this.#entry(id);
            entry.sent = false;
            entry.result = { outcome: 'not_started', word: 'run_ended', reason };
        }
    }
    /** What became of a server that was in a request. */
    record(id, result) {
        const entry = this.#entry(id);
        if (!entry.sent)
            throw new Error(`server ${id} was in no request`);
        entry.result = result;
    }
    /** How many servers have ended `failed` or `unknown`. */
    get failures() {
        const { failed, unknown } = this.counts();
        return failed + unknown;
    }
    /** What is known of a server now. */
    outcomeOf(id) {
        return this.#entry(id).result?.outcome ?? 'not_started';
    }
    counts() {
        const counts = {
            restarted: 0,
            stopped: 0,
            failed: 0,
            unknown: 0,
            not_started: 0,
        };
        for (const { result } of this.#entries.values())
            counts[result?.outcome ?? 'not_started'] += 1;
        return { ...counts, requested: this.#entries.size };
    }
    /**
     * The result of every server, in the order of the list.
     *
     * @param ended why servers were not reached
     */
    *results(ended) {
        for (const [id, { result }] of this.#entries) {
            yield { id, ...(result ?? { outcome: 'not_started', word: 'run_ended', reason: ended }) };
        }
    }
    #entry(id) {
        const entry = this.#entries.get(id);
        if (entry === undefined)
            throw new Error(`server ${id} is not in the ledger`);
        return entry;
    }
}

// EXTERNAL MODULE: ./build/report/summary.js + 4 modules
var summary = __webpack_require__(31);
;// CONCATENATED MODULE: ./build/actions/restart/conclusion.js

/** The counts in one sentence. */
function conclusionOf({ counts, dryRun, results, skipReason }) {
    const { failed, not_started: notStarted, requested, restarted, stopped, unknown } = counts;
    if (skipReason !== undefined)
        return `No request was sent for ${(0,report_report/* servers */.b0)(requested)}.`;
    if (dryRun) {
        const unreadable = Iterator.from(results)
            .filter(({ word }) => word !== 'dry_run')
            .reduce((sum) => sum + 1, 0);
        const read = `The status of ${requested - unreadable} of ${(0,report_report/* servers */.b0)(requested)} was read`;
        return unreadable > 0 ? `${read}, ${unreadable} could not be read.` : `${read}.`;
    }
    const others = [
        stopped > 0 ? `${stopped} stopped` : '',
        failed > 0 ? `${failed} failed` : '',
        unknown > 0 ? `${unknown} unknown` : '',
        notStarted > 0 ? `${notStarted} not started` : '',
    ].filter((part) => part !== '');
    return `${[`${restarted} of ${(0,report_report/* servers */.b0)(requested)} restarted`, ...others].join(', ')}.`;
}
/** What to do next, in one sentence or a few; empty where all is well. */
function nextStep({ counts, dryRun, skipReason }) {
    if (skipReason !== undefined) {
        return 'Nothing was changed and nothing was checked at the service: that takes a run with credentials.';
    }
    if (dryRun)
        return 'Nothing was changed: this was a dry run.';
    const { failed, not_started: notStarted, stopped, unknown } = counts;
    const sentences = [];
    if (stopped > 0)
        sentences.push('A stopped server takes its new password at its next start.');
    if (unknown > 0) {
        sentences.push('For the unknown servers (unknown_server_ids) look up whether they were restarted, before anything restarts them again.');
    }
    if (failed + notStarted > 0) {
        sentences.push('For the servers in remaining_server_ids fix the cause shown for them, then start a new run with this list. A re-run of this job would restart the other servers again.');
    }
    return sentences.join(' ');
}

;// CONCATENATED MODULE: ./build/actions/restart/restart-report.js


/** Adds what all reports of a restart have. */
function restartReport(facts) {
    return {
        ...facts,
        action: 'restart',
        outcomes: OUTCOMES,
        good: ['restarted', 'stopped'],
        // A dry run leaves nothing to do, and unknown servers have to be looked at first.
        remaining: facts.dryRun ? [] : ['failed', 'not_started'],
    };
}
/** Whether the step passes: every server is restarted or stopped, or a dry run could read all of them. */
function isSuccess(report) {
    const { dryRun, results, skipReason } = report;
    if (skipReason !== undefined)
        return true;
    if (!dryRun)
        return (0,report_report/* isComplete */.As)(report);
    return Iterator.from(results).every(({ word }) => word === 'dry_run');
}

// EXTERNAL MODULE: ./build/report/markup.js
var markup = __webpack_require__(9271);
// EXTERNAL MODULE: ./build/report/reason-groups.js
var reason_groups = __webpack_require__(6716);
// EXTERNAL MODULE: ./build/report/summary-content.js
var summary_content = __webpack_require__(3539);
;// CONCATENATED MODULE: ./build/actions/restart/summary.js








/** A longer table is folded away. */
const MAX_OPEN_ROWS = 30;
const LABELS = {
    restarted: 'restarted',
    stopped: 'stopped',
    failed: 'failed',
    unknown: 'unknown',
    not_started: 'not started',
};
const SQUARE_OF = {
    restarted: summary_content/* SQUARES */.p.good,
    stopped: summary_content/* SQUARES */.p.waiting,
    failed: summary_content/* SQUARES */.p.bad,
    unknown: summary_content/* SQUARES */.p.unknown,
    not_started: summary_content/* SQUARES */.p.untouched,
};
/**
 * The job summary of a restart.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
function restartSummary(report, reportFile) {
    const { counts, dryRun, names, results, skipReason } = report;
    const groups = (0,reason_groups/* groupByReason */.H9)(results);
    const restarted = groups.filter(({ outcome }) => outcome === 'restarted');
    const others = groups.filter(({ outcome }) => outcome !== 'restarted');
    const isWritten = reportFile !== '';
    return {
        headline: headlineOf(report),
        caption: dryRun ? (0,markup/* markup */.PT) `Restart of servers, dry run` : (0,markup/* markup */.PT) `Restart of servers`,
        counts: OUTCOMES.map((outcome) => ({
            label: LABELS[outcome],
            count: counts[outcome],
            square: SQUARE_OF[outcome],
        })),
        paragraphs: paragraphsOf(report),
        steps: stepsOf(report),
        rerunLists: rerunLists(report),
        reasons: skipReason === undefined && !isQuiet(report) ? others.map(reasonOf) : [],
        details: [],
        tables: [tableOf(report)],
        lists: restarted.map(({ count, ids, requestIds }) => ({
            title: `Restarted: ${(0,report_report/* servers */.b0)(count)}`,
            count,
            ids,
            requestIds,
        })),
        names,
        whereAllIs: isWritten
            ? (0,markup/* markup */.PT) `The report file has all of them, if the workflow keeps it.`
            : (0,markup/* markup */.PT) ``,
        notes: isWritten ? [] : [(0,markup/* markup */.PT) `**The report file could not be written, so the step failed.**`],
    };
}
/** Whether the table of waves says everything. */
function isQuiet(report) {
    return report.dryRun && isSuccess(report);
}
function headlineOf(report) {
    const { counts, dryRun, skipReason, waveCount } = report;
    const { requested, restarted, stopped } = counts;
    if (skipReason !== undefined)
        return (0,markup/* markup */.PT) `\u26a0\ufe0f No request was sent: ${skipReason}`;
    if (dryRun) {
        return isSuccess(report)
            ? (0,markup/* markup */.PT) `Dry run: nothing was restarted. A real run has ${countOf(waveCount, 'wave')}`
            : (0,markup/* markup */.PT) `\u274c The status of some servers could not be read`;
    }
    const open = requested - restarted - stopped;
    if (open > 0) {
        return (0,markup/* markup */.PT) `\u274c ${open} of ${(0,report_report/* servers */.b0)(requested)} still ${open === 1 ? 'needs' : 'need'} you`;
    }
    return stopped > 0
        ? (0,markup/* markup */.PT) `\u2705 Restarted: ${(0,report_report/* servers */.b0)(restarted)}. Stopped: ${(0,report_report/* servers */.b0)(stopped)}`
        : (0,markup/* markup */.PT) `\u2705 Restarted: ${(0,report_report/* servers */.b0)(restarted)}`;
}
function paragraphsOf({ counts, dryRun, skipReason }) {
    if (dryRun || skipReason !== undefined)
        return [(0,markup/* markup */.PT) `Nothing was changed.`];
    const { failed, not_started: notStarted, restarted, stopped, unknown } = counts;
    const sentences = [];
    if (restarted > 0) {
        sentences.push((0,markup/* markup */.PT) `The service reports the restart as done. Whether the new password works on a server, only a login shows.`);
    }
    if (failed + notStarted + stopped > 0) {
        sentences.push((0,markup/* markup */.PT) `Servers that were not restarted still have the password that they had before. Keep both passwords.`);
    }
    if (unknown > 0) {
        sentences.push((0,markup/* markup */.PT) `An unknown server has either password. It is never restarted a second time by itself.`);
    }
    return sentences;
}
function stepsOf({ counts, dryRun, skipReason }) {
    if (skipReason !== undefined) {
        return [(0,markup/* markup */.PT) `Run again with credentials to check the servers.`];
    }
    if (dryRun)
        return [];
    const { failed, not_started: notStarted, stopped, unknown } = counts;
    const steps = [];
    if (unknown > 0) {
        steps.push((0,markup/* markup */.PT) `Look up in Cloud Trace Service whether the ${unknown} unknown ${unknown === 1 ? 'server was' : 'servers were'} restarted. Restart only those that were not.`);
    }
    if (failed + notStarted > 0) {
        steps.push((0,markup/* markup */.PT) `Fix the causes below, then start a **new run** with the list of failed and not started servers. **Do not re-run this job**: it would restart the other servers again.`);
    }
    if (stopped > 0) {
        steps.push((0,markup/* markup */.PT) `Start the ${(0,report_report/* servers */.b0)(stopped)} that ${stopped === 1 ? 'is' : 'are'} stopped when you need ${stopped === 1 ? 'it' : 'them'}: the new password works from then on.`);
    }
    return steps;
}
function rerunLists(report) {
    const { counts, dryRun, results } = report;
    if (dryRun)
        return [];
    const remaining = counts.failed + counts.not_started;
    const unknown = Iterator.from(results)
        .filter(({ outcome }) => outcome === 'unknown')
        .map(({ id }) => id)
        .take(reason_groups/* MAX_GROUP_IDS */.yK);
    return [
        {
            title: `Failed and not started: ${(0,report_report/* servers */.b0)(remaining)}`,
            count: remaining,
            ids: Iterator.from((0,report_report/* remainingIds */.Ly)(report)).take(reason_groups/* MAX_GROUP_IDS */.yK),
        },
        {
            title: `Unknown, after you have looked them up: ${(0,report_report/* servers */.b0)(counts.unknown)}`,
            count: counts.unknown,
            ids: unknown,
        },
    ].filter(({ count }) => count > 0);
}
function reasonOf(group) {
    const { count, ids, outcome, reason, requestIds, word } = group;
    const code = reason?.code;
    return {
        square: SQUARE_OF[outcome],
        outcome: LABELS[outcome],
        count,
        what: reason?.message ?? 'the server is stopped and was left so',
        code: code ?? word,
        docs: code === undefined ? `troubleshooting/restart.md#${word ?? outcome}` : (0,docs_address/* docsOfCode */.k)(code),
        advice: reason?.advice ?? 'It takes the new password at its next start',
        ids,
        requestIds,
    };
}
function tableOf({ dryRun, waveCount, waves }) {
    const right = (title) => ({ title, align: 'right' });
    const head = [right('Wave'), right('Servers')];
    if (dryRun) {
        return {
            title: `Waves of a real run: ${waves.length}`,
            columns: [...head, right('Restart'), right('Start'), right('Left out')],
            rows: waves.map(({ leftOut, leftOutWords = '', reboot, servers: count, start, wave }) => [
                wave,
                count,
                reboot,
                start,
                leftOutWords === '' ? leftOut : leftOutWords,
            ]),
            maxOpenRows: MAX_OPEN_ROWS,
        };
    }
    return {
        title: `Waves: ${waves.length} of ${waveCount}`,
        columns: [
            ...head,
            right('Restarted'),
            right('Failed'),
            right('Unknown'),
            right('Left out'),
            right('Time'),
        ],
        rows: waves.map(({ leftOut, result, servers: count, wave }) => [
            wave,
            count,
            result?.restarted ?? 0,
            result?.failed ?? 0,
            result?.unknown ?? 0,
            leftOut,
            (0,log/* seconds */.YA)(result?.ms ?? 0),
        ]),
        maxOpenRows: MAX_OPEN_ROWS,
    };
}
function countOf(count, what) {
    return `${count} ${what}${count === 1 ? '' : 's'}`;
}

;// CONCATENATED MODULE: ./build/actions/restart/publication.js




/**
 * How the report of a restart is told.
 *
 * @param docs address of the folder docs/; undefined for no links
 */
function restartPublication(report, docs) {
    return {
        report,
        passes: isSuccess(report),
        conclusion: conclusionOf(report),
        nextStep: nextStep(report),
        summary: (reportFile) => (0,summary/* renderSummary */.B)(restartSummary(report, reportFile), docs),
    };
}

// EXTERNAL MODULE: ./build/inputs/shared-texts.js
var shared_texts = __webpack_require__(7510);
;// CONCATENATED MODULE: ./build/actions/restart/restart-texts.js


/** What to do about a server that may have been restarted. */
const OUTCOME_UNKNOWN = 'Look up in Cloud Trace Service (rebootServer, startServer) whether the server was restarted. Restart only servers that were not: a second restart is not harmless';
/** What to do about servers that were in no request. */
const RUN_AGAIN = 'Run again with the remaining servers';
/** What to do when a request to restart servers fails. */
const RESTART_ADVICE = {
    ...(0,shared_texts/* adviceTexts */.x)({
        outcomeUnknown: OUTCOME_UNKNOWN,
        tryAgain: RUN_AGAIN,
        grantPermission: 'Grant the actions ecs:cloudServers:reboot and, for start_stopped, ecs:cloudServers:start to the user or agency of the credentials',
        passwordForCheck: '',
        reduceBatchSize: 'Give smaller waves',
    }),
    slowDown: `${RUN_AGAIN} later`,
    checkCall: 'Check region (or endpoint) and project_id, and whether that cloud offers this call',
};
/** What to do when the rows of servers, a job or a list of actions cannot be read. */
const READ_ADVICE = {
    ...RESTART_ADVICE,
    grantPermission: 'Grant the action ecs:cloudServers:list to the user or agency of the credentials',
};
const RESTART_LATER = 'the new password works after its next start or restart';
/** Why a server is left out. */
const SKIPPED = {
    not_found: {
        message: 'the service does not know the server',
        advice: 'Remove the ID from the list, or check region and project_id',
    },
    busy: {
        message: 'the service is carrying out another task on the server',
        advice: `Wait until the task is done. ${RUN_AGAIN}`,
    },
    wrong_status: {
        message: 'the server is neither running nor stopped',
        advice: `Check the status of the server in the console. ${RUN_AGAIN}`,
    },
    locked: {
        message: 'the server is locked',
        advice: `Unlock the server. ${RUN_AGAIN}`,
    },
    frozen: {
        message: 'the server is frozen',
        advice: `Unfreeze the server (renew it or settle the account). ${RUN_AGAIN}`,
    },
    own_machine: {
        message: 'the server is the machine of this runner',
        advice: `Restart it from another machine: ${RESTART_LATER}`,
    },
    dry_run: { message: 'this was a dry run', advice: 'Run again without a dry run' },
};
/** The time for the waves is over. */
const TIMED_OUT = {
    message: 'the run reached its timeout',
    advice: `${RUN_AGAIN}, or give a longer timeout`,
};
/** Nothing else tells why a server was not reached. */
const NOT_REACHED = {
    message: 'the server was in no request',
    advice: RUN_AGAIN,
};
/** @param failures how many servers have ended `failed` or `unknown` */
function tooManyFailures(failures, maxFailures) {
    return {
        message: `the run stopped before this server: ${(0,report_report/* servers */.b0)(failures)} failed or unknown, and max_failures is ${maxFailures}`,
        advice: `Fix the cause of the failures. ${RUN_AGAIN}`,
    };
}
/** Another call failed in a way that concerns every server. */
function afterRefusal(reason) {
    return {
        message: `the run stopped before this server, because another call failed: ${reason.message}`,
        advice: reason.advice,
    };
}
/** Why a server that was in a request is unknown. */
const UNKNOWN = {
    underWay: { message: 'the run ended before the restart was done', advice: OUTCOME_UNKNOWN },
    timedOut: { message: 'the restart was not done within wave_timeout', advice: OUTCOME_UNKNOWN },
    notRunning: {
        message: 'the server was not running again within wave_timeout',
        advice: OUTCOME_UNKNOWN,
    },
    unnamed: { message: 'the job does not say what became of the server', advice: OUTCOME_UNKNOWN },
    contradicted: {
        message: 'the job reports the server both as restarted and as failed',
        advice: OUTCOME_UNKNOWN,
    },
};
/** The job of a restart could not be read. */
function jobUnreadable({ code, message, requestId }) {
    return {
        ...(code !== undefined && { code }),
        ...(requestId !== undefined && { requestId }),
        message: `the job of the restart could not be read: ${message}`,
        advice: OUTCOME_UNKNOWN,
    };
}
/** What to do about a server that did not restart. */
const CHECK_SERVER = 'Check the server in the console, and restart it there if necessary';
/** The server is in the status ERROR after its restart. */
const NOT_ACTIVE = {
    message: 'the server is in the status ERROR after the restart',
    advice: CHECK_SERVER,
};
/** @param text the words of the service, cleaned; empty without such */
function jobFailed(code, text) {
    return {
        ...(code !== undefined && { code }),
        message: `the restart failed${text === '' ? '' : `; the service says: ${text}`}`,
        advice: CHECK_SERVER,
    };
}

// EXTERNAL MODULE: ./build/huaweicloud/ecs-texts.js
var ecs_texts = __webpack_require__(3241);
// EXTERNAL MODULE: ./build/huaweicloud/ecs.js + 1 modules
var ecs = __webpack_require__(5554);
// EXTERNAL MODULE: ./build/actions/session.js + 4 modules
var session = __webpack_require__(9206);
// EXTERNAL MODULE: ./build/huaweicloud/server-list.js + 1 modules
var server_list = __webpack_require__(8561);
;// CONCATENATED MODULE: ./build/actions/restart/eligibility.js


/**
 * What is to be done with a server. A task goes before the status: a server that is being shut down
 * still has the status ACTIVE, and one that is being started still has SHUTOFF (ECS API reference,
 * "ECS Statuses").
 */
function decide(row, startStopped) {
    if (row === 'not_found')
        return skip('not_found');
    if (row.hasTask)
        return skip('busy');
    const isStopped = row.status === 'SHUTOFF';
    if (isStopped && !startStopped)
        return leaveOut({ outcome: 'stopped' });
    if (!isStopped && row.status !== 'ACTIVE')
        return skip('wrong_status');
    if (row.locked)
        return skip('locked');
    if (row.frozen)
        return skip('frozen');
    return { kind: isStopped ? 'start' : 'reboot' };
}
function skip(word) {
    return leaveOut({ outcome: 'not_started', word, reason: SKIPPED[word] });
}
function cannotBeRead(reason) {
    return leaveOut({ outcome: 'not_started', word: 'unreadable', reason });
}
function leaveOut(result) {
    return { kind: 'leave_out', result };
}
/** @param ownId the ID of the machine that this process runs on, where it is known */
function decideAll(ids, { rows, unreadable }, { ownId, startStopped }) {
    const reboot = [];
    const start = [];
    const leftOut = new Map();
    const decisionFor = (id) => {
        if (id === ownId)
            return skip('own_machine');
        const row = rows.get(id);
        return row === undefined
            ? cannotBeRead(unreadable.get(id) ?? server_list/* UNREADABLE_ROW */.Xd)
            : decide(row, startStopped);
    };
    for (const id of ids) {
        const decision = decisionFor(id);
        if (decision.kind === 'leave_out')
            leftOut.set(id, decision.result);
        else if (decision.kind === 'start')
            start.push(id);
        else
            reboot.push(id);
    }
    return { reboot, start, leftOut };
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: ./build/huaweicloud/metadata.js
var metadata = __webpack_require__(8820);
// EXTERNAL MODULE: ./build/huaweicloud/server-id.js
var server_id = __webpack_require__(782);
// EXTERNAL MODULE: ./build/huaweicloud/transport.js + 1 modules
var huaweicloud_transport = __webpack_require__(3753);
// EXTERNAL MODULE: ./build/auth/failure-texts.js
var failure_texts = __webpack_require__(4276);
;// CONCATENATED MODULE: ./build/actions/restart/own-machine.js





/**
 * Files in which cloud-init keeps the ID of the machine, which on an ECS is the server ID. The first one
 * is of this boot (cloud-init documentation, "Instance-data").
 */
const FILES = ['/run/cloud-init/.instance-id', '/var/lib/cloud/data/instance-id'];
/** An ID is shorter. */
const MAX_BYTES = 200;
/**
 * The server ID of the machine that this process runs on, in lower case, where it is known for certain;
 * else undefined, for example in most containers.
 *
 * @param usesMetadata whether the metadata service is used anyway, for the agency of the ECS
 */
async function ownServerId(usesMetadata, requests) {
    const fromService = usesMetadata ? await fromMetadata(requests) : undefined;
    return fromService ?? (await fromFiles());
}
async function fromMetadata(requests) {
    const proxies = { https: '', http: '', except: '' };
    const transport = (0,huaweicloud_transport/* createTransport */.o)({ timeoutMs: metadata/* METADATA_TIMEOUT_MS */.DL, proxies });
    try {
        const context = { ...requests, transport, proxied: false };
        const id = await (0,metadata/* instanceId */.D)(failure_texts/* METADATA_TEXTS */.rc, context);
        return id.ok ? id.value : undefined;
    }
    finally {
        await transport.close();
    }
}
async function fromFiles() {
    for (const path of FILES) {
        const id = (await beginningOf(path)).trim().toLowerCase();
        if ((0,server_id/* isServerId */.V)(id))
            return id;
    }
    return undefined;
}
/** Empty where the file cannot be read. */
async function beginningOf(path) {
    try {
        const file = await (0,promises_.open)(path, 'r');
        try {
            const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_BYTES), 0, MAX_BYTES, 0);
            return buffer.toString('utf8', 0, bytesRead);
        }
        finally {
            await file.close();
        }
    }
    catch {
        return '';
    }
}

// EXTERNAL MODULE: ./build/node_modules/zod/mini.js
var mini = __webpack_require__(8774);
// EXTERNAL MODULE: ./build/secrets/redact.js + 4 modules
var redact = __webpack_require__(8078);
// EXTERNAL MODULE: ./build/huaweicloud/ecs-read.js
var ecs_read = __webpack_require__(1469);
// EXTERNAL MODULE: ./build/huaweicloud/response.js
var huaweicloud_response = __webpack_require__(1118);
// EXTERNAL MODULE: ./build/huaweicloud/schemas.js
var schemas = __webpack_require__(9533);
;// CONCATENATED MODULE: ./build/huaweicloud/jobs.js





/** The ID of a job: one path segment. */
const JobId = mini/* string */.Yj().check(mini/* regex */.yG(/^[A-Za-z0-9_-]{1,64}$/));
/** The code of a job that the service does not know (any more). */
const JOB_NOT_FOUND = 'Common.0011';
const OptionalText = mini/* catch */.Mf(mini/* optional */.lq(mini/* pipe */.Fs(mini/* string */.Yj(), mini/* transform */.pd(redact/* beginning */.I))), undefined);
const Entities = mini/* object */.Ik({
    server_id: OptionalText,
    errorcode_message: OptionalText,
    sub_jobs: mini/* catch */.Mf(mini/* optional */.lq(mini/* array */.YO(mini/* unknown */.L5())), undefined),
    sub_jobs_total: mini/* catch */.Mf(mini/* optional */.lq(mini/* number */.ai()), undefined),
});
const Part = mini/* object */.Ik({
    status: OptionalText,
    error_code: huaweicloud_response/* ErrorCode */.O4,
    fail_reason: OptionalText,
    entities: mini/* catch */.Mf(mini/* optional */.lq(Entities), undefined),
});
const JobBody = mini/* object */.Ik({ ...Part.shape, job_id: mini/* string */.Yj(), status: mini/* string */.Yj() });
/**
 * Reads a job. A failed job is a value too: its parts tell which servers it concerns.
 *
 * Running jobs leave out the members for errors, and parts are added while a job runs. A finished job
 * is deleted after a day, and then the failure has the code `Common.0011`.
 *
 * Source: ECS API reference, "Querying Task Execution Status".
 */
function readJob(jobId, service, context) {
    return (0,ecs_read/* readEcs */.Y)(service, {
        path: (projectId) => `/v1/${projectId}/jobs/${jobId}`,
        mayContainError: true,
        read: (response) => {
            const body = (0,schemas/* readBody */.x8)(JobBody, response);
            return body?.job_id.toLowerCase() === jobId.toLowerCase()
                ? jobOf(body, (text) => context.secrets.isIn(text))
                : undefined;
        },
    }, context);
}
function jobOf(body, isSecret) {
    const parts = body.entities?.sub_jobs ?? [];
    const servers = new Map();
    const add = (part) => {
        const id = part.entities?.server_id?.toLowerCase();
        if (id === undefined)
            return;
        servers.set(id, merged(servers.get(id), resultOf(part, isSecret)));
    };
    for (const item of parts) {
        const part = Part.safeParse(item);
        if (part.success)
            add(part.data);
    }
    const hasParts = parts.length > 0 || (body.entities?.sub_jobs_total ?? 0) > 0;
    // A job for one server may name it itself.
    if (!hasParts)
        add(body);
    const namesServers = hasParts || servers.size > 0;
    return { ...resultOf(body, isSecret), servers: namesServers ? servers : undefined };
}
function resultOf({ entities, error_code: code, fail_reason: text, status }, isSecret) {
    const state = stateOf(status);
    if (state !== 'failed')
        return { state };
    const message = entities?.errorcode_message ?? text;
    const error = {
        ...(code !== undefined && !isSecret(code) && { code }),
        ...(message !== undefined && { message }),
    };
    return { state, error };
}
/** A state that is not documented ends nothing. */
function stateOf(status) {
    if (status === 'SUCCESS')
        return 'succeeded';
    return status === 'FAIL' ? 'failed' : 'running';
}
/** The result of a server that several parts of a job name: the end of all of them. */
function merged(before, next) {
    if (before === undefined || before.state === next.state)
        return before ?? next;
    if (before.state === 'running')
        return before;
    return next.state === 'running' ? next : { state: 'contradicted' };
}

// EXTERNAL MODULE: ./build/retry/backoff.js
var backoff = __webpack_require__(857);
// EXTERNAL MODULE: ./build/huaweicloud/error-response.js + 1 modules
var error_response = __webpack_require__(148);
// EXTERNAL MODULE: ./build/huaweicloud/error-text.js
var error_text = __webpack_require__(1243);
// EXTERNAL MODULE: ./build/huaweicloud/lost-response.js
var lost_response = __webpack_require__(6795);
// EXTERNAL MODULE: ./build/huaweicloud/network-errors.js
var network_errors = __webpack_require__(43);
// EXTERNAL MODULE: ./build/huaweicloud/request-auth.js
var request_auth = __webpack_require__(4883);
;// CONCATENATED MODULE: ./build/huaweicloud/restart-request.js










/** `hard` is a forced restart: data that is not saved is lost. */
const RESTART_TYPES = ['soft', 'hard'];
const Accepted = mini/* object */.Ik({ job_id: JobId });
/**
 * Restarts or starts servers: 1 to 1,000 in one call. The call is not idempotent, so a request that may
 * have reached the service is never sent again. One that never left this machine is.
 *
 * Sources: ECS API reference, "Restarting ECSs in a Batch" and "Starting ECSs in a Batch".
 */
async function requestRestart(action, servers, service, context) {
    const { clock, deadline, maxRetries, observer, random, stop } = context;
    const isStopped = () => stop.aborted;
    for (let attempt = 1;; attempt += 1) {
        const result = await sendOnce(action, servers, service, context);
        if (result.kind !== 'not_sent')
            return result;
        const { reason } = result;
        if (!result.mayRepeat || attempt > maxRetries || isStopped())
            return { kind: 'not_sent', reason };
        const waitMs = (0,backoff/* backoffMs */.j)(undefined, attempt, random);
        if (clock.now() + waitMs >= deadline) {
            observer.gaveUp({ reason, waitMs });
            return { kind: 'not_sent', reason };
        }
        observer.waiting({ reason, attempt, waitMs });
        await clock.sleep(waitMs, stop);
        if (isStopped())
            return { kind: 'not_sent', reason };
    }
}
async function sendOnce(action, servers, { endpoint, session }, context) {
    const { abort, clock, secrets, transport, userAgent } = context;
    const { credentials, projectId } = session;
    const now = () => clock.now();
    const unsigned = {
        method: 'POST',
        url: new URL(`${endpoint}/v1/${projectId}/cloudservers/action`),
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(bodyOf(action, servers)),
    };
    const signed = (0,request_auth/* authenticated */.A)(unsigned, { credentials, projectId, userAgent, now });
    const received = await transport.send(signed, abort);
    if (received.kind === 'failure')
        return withoutResponse(received, context);
    return restart_request_resultOf(received, {
        advice: context.advice,
        clean: (text) => secrets.clean(text),
        isSecret: (text) => secrets.isIn(text),
        now,
        batch: true,
        dryRun: false,
        hasPassword: true,
        hasToken: credentials.kind === 'token',
        isSession: session.isSession,
    });
}
function bodyOf(action, ids) {
    const servers = ids.map((id) => ({ id }));
    return action.kind === 'start'
        ? { 'os-start': { servers } }
        : { reboot: { type: action.type === 'hard' ? 'HARD' : 'SOFT', servers } };
}
function restart_request_resultOf(received, context) {
    const response = (0,huaweicloud_response/* withoutSecrets */.cT)((0,huaweicloud_response/* parseResponse */.xp)(received), context.isSecret);
    const { error, requestId, status } = response;
    const jobId = (0,schemas/* readBody */.x8)(Accepted, received)?.job_id;
    if (status >= 200 && status < 300 && jobId !== undefined) {
        return { kind: 'job', jobId, ...(requestId !== undefined && { requestId }) };
    }
    const isRefused = status >= 400 && status < 500 && error?.code !== undefined;
    // A refusal with a job contradicts itself.
    const lost = !isRefused || jobId !== undefined || (0,lost_response/* isLost */.J)(error, response);
    const reason = {
        ...(error?.code !== undefined && { code: error.code }),
        ...(requestId !== undefined && { requestId }),
        ...explain(response, lost, context),
    };
    const concernsAll = (0,error_response/* classify */.L8)(error, response, context).scope === 'request';
    return { kind: lost ? 'lost' : 'refused', reason, concernsAll };
}
function explain(response, lost, context) {
    const { error, form, status } = response;
    if (error === undefined && form === 'object' && status < 300) {
        return {
            message: `the response names no job (HTTP ${status})`,
            advice: context.advice.outcomeUnknown,
        };
    }
    return (0,error_text/* describeError */.Uc)(error, response, lost, context);
}
function withoutResponse({ error, maybeSent }, context) {
    const message = (0,network_errors/* networkErrorMessage */.qu)(error);
    if (maybeSent) {
        const reason = { message, advice: context.advice.outcomeUnknown };
        return { kind: 'lost', reason, concernsAll: false };
    }
    const reason = { message, advice: (0,network_errors/* networkErrorAdvice */.H1)(error, false, context) };
    return { kind: 'not_sent', reason, mayRepeat: (0,network_errors/* isRetryable */.r3)(error) };
}

;// CONCATENATED MODULE: ./build/huaweicloud/action-history.js



const Action = mini/* object */.Ik({ action: mini/* string */.Yj(), start_time: schemas/* Time */.gX, message: mini/* nullable */.me(mini/* string */.Yj()) });
const Actions = mini/* object */.Ik({ instanceActions: mini/* array */.YO(mini/* unknown */.L5()) });
/**
 * Lists what was done to a server. Entries that do not match the definition are left out.
 *
 * Source: ECS API reference, "Querying Actions on an ECS" (`os-instance-actions`). Its times have no
 * zone, and are in UTC.
 */
function listServerActions(serverId, service, context) {
    return (0,ecs_read/* readEcs */.Y)(service, {
        path: (projectId) => `/v2.1/${projectId}/servers/${serverId}/os-instance-actions`,
        // Each action has a message, which is that of an error only in some of them.
        mayContainError: true,
        read: (response) => (0,schemas/* readBody */.x8)(Actions, response)?.instanceActions.flatMap((item) => {
            const { data } = Action.safeParse(item);
            return data === undefined
                ? []
                : [
                    {
                        action: data.action.trim(),
                        started: data.start_time,
                        withoutError: data.message === null,
                    },
                ];
        }),
    }, context);
}

// EXTERNAL MODULE: ./build/result.js
var build_result = __webpack_require__(395);
;// CONCATENATED MODULE: ./build/actions/restart/restart-service.js





/** The calls of a restart, sent to ECS. */
function createRestartService(service, context) {
    const during = ({ abort, stop }) => ({ ...context, abort, stop });
    return {
        rows: async (ids, signals) => rowsOf(await (0,server_list/* listServersById */.fO)(ids, service, during(signals))),
        requestRestart: (action, ids, signals) => requestRestart(action, ids, service, during(signals)),
        job: async (jobId, signals) => withReason(await readJob(jobId, service, during(signals))),
        actions: async (id, signals) => withReason(await listServerActions(id, service, during(signals))),
    };
}
/** After a failure the time may be that of a much earlier response, so nothing can be proved by it. */
function rowsOf({ failure: failed, serverTime, servers }) {
    const rows = new Map();
    const unreadable = new Map();
    for (const [id, server] of servers) {
        switch (server.kind) {
            case 'server': {
                const { frozen, locked, name, status, taskState } = server;
                rows.set(id, { status, hasTask: taskState !== null, locked, frozen, name });
                break;
            }
            case 'not_found':
                rows.set(id, 'not_found');
                break;
            case 'unreadable':
                unreadable.set(id, server.reason);
        }
    }
    const hasTime = serverTime !== undefined && failed === undefined;
    return { rows, unreadable, ...(hasTime && { serviceTime: serverTime }) };
}
function withReason(result) {
    return result.ok ? result : (0,build_result/* failure */.V)(result.error.reason);
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
;// CONCATENATED MODULE: ./build/actions/restart/restart-proof.js

/** An action proves a restart only if it began no earlier than this before the request. */
const PROOF_TOLERANCE_MS = 5_000;
/**
 * What is known about the servers of a wave after its requests: plain data in, results out. Jobs, lists
 * of actions, rows and again lists of actions are to be passed in this order: a row that was read before
 * the action began would show the time before the restart.
 */
class RestartProof {
    #open = new Map();
    #endedJobs = new Set();
    #options;
    constructor(options) {
        this.#options = options;
        for (const call of options.calls) {
            const { ids, jobId, reason, serviceTime } = call;
            const phase = jobId === undefined ? 'unproved' : 'job';
            for (const id of ids) {
                const open = { id, call, phase, reason };
                this.#open.set(id, open);
                // Nothing can tell more about it, so nothing is waited for.
                if (phase === 'unproved' && serviceTime === undefined) {
                    this.#settle(open, { outcome: 'unknown', reason });
                }
            }
        }
    }
    get isSettled() {
        return this.#open.size === 0;
    }
    /** The number of servers without a result. */
    get openCount() {
        return this.#open.size;
    }
    /** The requests whose jobs can still tell something. */
    jobsToRead() {
        return this.#options.calls.flatMap((call) => {
            const { jobId } = call;
            const isOpen = this.#of(call).some(({ phase }) => phase === 'job' || phase === 'unproved');
            return jobId === undefined || this.#endedJobs.has(jobId) || !isOpen
                ? []
                : [{ ...call, jobId }];
        });
    }
    /** The servers whose lists of actions may show that a restart began. */
    toProve() {
        return this.#ids(({ call, phase }) => phase === 'unproved' && call.serviceTime !== undefined);
    }
    /** The servers whose restart is over, and whose lists of actions have to show that it did not fail. */
    toConfirm() {
        return this.#ids(({ phase }) => phase === 'over');
    }
    /** The servers of which only the rows are missing, once all their jobs have told what they can. */
    rowsToRead() {
        const isWaiting = this.#options.calls.some((call) => this.#of(call).some(({ phase }) => phase === 'job'));
        return this.#ids(({ phase }) => phase === 'begun' || (phase === 'succeeded' && !isWaiting));
    }
    /** All servers without a result. */
    openIds() {
        return this.#ids(() => true);
    }
    jobRead(jobId, job) {
        const call = this.#options.calls.find((one) => one.jobId === jobId);
        if (call === undefined)
            return;
        const isOver = job.state !== 'running';
        const states = this.#of(call).map((open) => this.#applyJob(open, job, isOver));
        if (isOver && !states.includes('running'))
            this.#endedJobs.add(jobId);
    }
    /** The job could not be read, or is gone. It may be there again later. */
    jobUnreadable(jobId, reason) {
        for (const open of this.#ofJob(jobId)) {
            if (open.phase !== 'job' && open.phase !== 'unproved')
                continue;
            open.phase = 'unproved';
            open.reason = reason;
        }
    }
    actionsRead(id, actions) {
        const open = this.#open.get(id);
        if (open?.call.serviceTime === undefined)
            return;
        const earliest = open.call.serviceTime - PROOF_TOLERANCE_MS;
        const isFitting = actions.some(({ action, started, withoutError }) => action === open.call.kind && withoutError && started.getTime() >= earliest);
        if (open.phase === 'over') {
            if (isFitting)
                this.#settle(open, { outcome: 'restarted' });
            else
                open.phase = 'unproved';
        }
        else if (open.phase === 'unproved' && isFitting) {
            open.phase = 'begun';
        }
    }
    /** @param isLast whether the time for the wave is over */
    rowRead(id, row, isLast) {
        const open = this.#open.get(id);
        if (open === undefined || row.hasTask)
            return;
        if (row.status === 'ACTIVE') {
            if (open.phase === 'succeeded')
                this.#settle(open, { outcome: 'restarted' });
            else if (open.phase === 'begun')
                open.phase = 'over';
            return;
        }
        // After a lost response nothing tells that this request is why the server is in this status.
        const isFailed = open.phase === 'succeeded' || (isLast && open.call.jobId !== undefined);
        if (isFailed && row.status === 'ERROR') {
            this.#settle(open, { outcome: 'failed', word: 'not_active', reason: NOT_ACTIVE });
        }
    }
    /**
     * Nothing more can become known.
     *
     * @param wasStopped whether the run ended before the time for the wave was over
     */
    end(wasStopped) {
        for (const open of [...this.#open.values()]) {
            this.#settle(open, { outcome: 'unknown', reason: reasonAtEnd(open, wasStopped) });
        }
    }
    #applyJob(open, job, isOver) {
        const result = job.servers === undefined ? job : job.servers.get(open.id);
        if (result === undefined) {
            if (open.phase !== 'job' && open.phase !== 'unproved')
                return undefined;
            open.phase = isOver ? 'unproved' : 'job';
            open.reason = isOver ? UNKNOWN.unnamed : open.call.reason;
            return undefined;
        }
        switch (result.state) {
            case 'running':
                if (open.phase === 'unproved')
                    open.phase = 'job';
                open.reason = open.call.reason;
                break;
            case 'succeeded':
                open.phase = 'succeeded';
                break;
            case 'failed': {
                const { code, message = '' } = result.error ?? {};
                const reason = jobFailed(code, this.#options.clean(message));
                this.#settle(open, { outcome: 'failed', word: 'job_failed', reason });
                break;
            }
            case 'contradicted':
                this.#settle(open, { outcome: 'unknown', reason: UNKNOWN.contradicted });
                break;
        }
        return result.state;
    }
    #settle({ id }, result) {
        this.#open.delete(id);
        this.#options.record(id, result);
    }
    #of(call) {
        return call.ids.flatMap((id) => this.#open.get(id) ?? []);
    }
    #ofJob(jobId) {
        return [...this.#open.values()].filter(({ call }) => call.jobId === jobId);
    }
    #ids(isWanted) {
        return [...this.#open.values()].filter(isWanted).map(({ id }) => id);
    }
}
function reasonAtEnd({ call, phase, reason }, wasStopped) {
    // The reason of a lost response, of a job that is gone or does not name the server tells more.
    if (phase === 'unproved' || call.jobId === undefined)
        return reason;
    if (wasStopped)
        return UNKNOWN.underWay;
    return phase === 'job' ? UNKNOWN.timedOut : UNKNOWN.notRunning;
}

;// CONCATENATED MODULE: ./build/actions/restart/wave.js




/** The job is read as often. A restart usually takes 15 to 35 seconds. */
const POLL_MS = 5_000;
/** The first wait before lists of actions are read; each further one is twice as long. */
const FIRST_PROOF_MS = 5_000;
/** When the time for a wave is over, its state is read once more, and this may take as long. */
const LAST_LOOK_MS = 30_000;
const PROGRESS_MS = 60_000;
/** Reading calls at once. */
const MAX_READS = 8;
/** Restarts the servers of one wave: reads their rows, sends the requests, and waits for the end. */
async function restartWave(ids, options) {
    const { clock, ledger, observer, service, stop } = options;
    const rows = await service.rows(ids, options);
    const readAt = clock.now();
    if (stop.aborted)
        return { servers: 0, ms: 0 };
    const decisions = decideAll(ids, rows, options);
    for (const id of ids)
        ledger.leaveOut(id, decisions.leftOut.get(id));
    observer.starting(decisions);
    const started = clock.now();
    const { calls, endReason, servers } = await sendCalls(decisions, serviceClock(rows, readAt), options);
    await new Watch(calls, options).run();
    return {
        servers,
        ms: clock.now() - started,
        ...(endReason !== undefined && { endReason }),
    };
}
/**
 * The clock of the service, which goes on from when it sent the rows.
 *
 * @param readAt when the rows arrived, by the clock of this machine
 */
function serviceClock({ serviceTime }, readAt) {
    return (now) => serviceTime === undefined ? undefined : serviceTime + now - readAt;
}
/** Sends at most two requests, one for running and one for stopped servers. */
async function sendCalls({ reboot, start }, serviceTime, options) {
    const { clock, ledger, observer, service, stop, type } = options;
    const actions = [
        [{ kind: 'reboot', type }, reboot],
        [{ kind: 'start' }, start],
    ];
    const calls = [];
    let servers = 0;
    for (const [action, ids] of actions) {
        if (ids.length === 0 || stop.aborted)
            continue;
        ledger.sending(ids, UNKNOWN.underWay);
        const sentAt = serviceTime(clock.now());
        const result = await service.requestRestart(action, ids, options);
        const call = { kind: action.kind, ids, serviceTime: sentAt };
        if (result.kind === 'job') {
            servers += ids.length;
            calls.push({ ...call, jobId: result.jobId, reason: UNKNOWN.timedOut });
            continue;
        }
        const { reason } = result;
        observer.withoutJob({ reason, servers: ids.length, isLost: result.kind === 'lost' });
        if (result.kind === 'not_sent') {
            ledger.notSent(ids, reason);
            return { calls, servers, endReason: afterRefusal(reason) };
        }
        servers += ids.length;
        if (result.kind === 'lost')
            calls.push({ ...call, jobId: undefined, reason });
        else
            for (const id of ids)
                ledger.record(id, { outcome: 'failed', word: 'refused', reason });
        if (result.concernsAll)
            return { calls, servers, endReason: afterRefusal(reason) };
    }
    return { calls, servers };
}
/** Waits until the result of each server of a wave is known, or the time for it is over. */
class Watch {
    #options;
    #state;
    #started;
    #servers;
    #nextProof;
    #proofDelayMs = FIRST_PROOF_MS;
    #nextProgress;
    constructor(calls, options) {
        const { clean, clock, ledger } = options;
        this.#options = options;
        this.#state = new RestartProof({
            calls,
            clean,
            record: (id, result) => {
                ledger.record(id, result);
            },
        });
        this.#started = clock.now();
        this.#servers = this.#state.openCount;
        this.#nextProof = this.#started + FIRST_PROOF_MS;
        this.#nextProgress = this.#started + PROGRESS_MS;
    }
    async run() {
        const { abort, clock, stop, waveTimeoutMs } = this.#options;
        const isStopped = () => stop.aborted;
        const deadline = this.#started + waveTimeoutMs;
        const over = abortAfter(clock, waveTimeoutMs);
        // A request that hangs must not keep the last look from the time that is left.
        const early = AbortSignal.any([stop, over.signal]);
        while (!this.#state.isSettled) {
            await clock.sleep(Math.min(POLL_MS, Math.max(0, deadline - clock.now())), stop);
            if (isStopped() || clock.now() >= deadline)
                break;
            await this.#look({ stop: early, abort: AbortSignal.any([abort, early]) }, false);
            this.#report();
        }
        over.release();
        if (this.#state.isSettled)
            return;
        const last = abortAfter(clock, LAST_LOOK_MS);
        const end = AbortSignal.any([abort, last.signal]);
        await this.#look({ stop: end, abort: end }, true);
        last.release();
        this.#state.end(isStopped());
    }
    async #look(signals, isLast) {
        const { service } = this.#options;
        const state = this.#state;
        await Promise.all(state.jobsToRead().map(async ({ jobId }) => {
            const job = await service.job(jobId, signals);
            if (job.ok)
                state.jobRead(jobId, job.value);
            else if (!signals.abort.aborted)
                state.jobUnreadable(jobId, jobUnreadable(job.error));
        }));
        await this.#prove(signals, isLast);
        const ids = isLast ? state.openIds() : state.rowsToRead();
        if (ids.length > 0) {
            const { rows } = await service.rows(ids, signals);
            for (const [id, row] of rows)
                if (row !== 'not_found')
                    state.rowRead(id, row, isLast);
        }
        await this.#readActions(state.toConfirm(), signals);
    }
    /** There is a call for each server, so the lists are read less and less often. */
    async #prove(signals, isLast) {
        const { clock } = this.#options;
        const ids = this.#state.toProve();
        if (ids.length === 0 || (!isLast && clock.now() < this.#nextProof))
            return;
        await this.#readActions(ids, signals);
        this.#proofDelayMs *= 2;
        this.#nextProof = clock.now() + this.#proofDelayMs;
    }
    async #readActions(ids, signals) {
        const { service } = this.#options;
        const limit = (0,p_limit/* default */.A)(MAX_READS);
        await Promise.all(ids.map((id) => limit(async () => {
            if (signals.stop.aborted)
                return;
            const actions = await service.actions(id, signals);
            if (actions.ok)
                this.#state.actionsRead(id, actions.value);
        })));
    }
    #report() {
        const { clock, observer } = this.#options;
        if (clock.now() < this.#nextProgress)
            return;
        this.#nextProgress = clock.now() + PROGRESS_MS;
        const open = this.#state.openCount;
        observer.progress({ open, of: this.#servers, ms: clock.now() - this.#started });
    }
}
/** Aborts a signal after a time, unless it is released before. */
function abortAfter(clock, ms) {
    const aborted = new AbortController();
    const released = new AbortController();
    void clock.sleep(ms, released.signal).then(() => {
        if (!released.signal.aborted)
            aborted.abort();
    });
    return {
        signal: aborted.signal,
        release: () => {
            released.abort();
        },
    };
}

;// CONCATENATED MODULE: ./build/actions/restart/restart-waves.js


/**
 * Restarts the servers in waves, one after the other. The results are in the ledger at every moment.
 *
 * @returns why servers were not reached, where the waves themselves tell
 */
async function restartInWaves(waves, options) {
    const { clock, ledger, maxFailures, observer, pauseMs, stop } = options;
    const isStopped = () => stop.aborted;
    let isPauseDue = false;
    for (const [index, ids] of waves.entries()) {
        const { failures } = ledger;
        if (failures > maxFailures)
            return tooManyFailures(failures, maxFailures);
        if (isPauseDue && pauseMs > 0) {
            observer.pausing({ ms: pauseMs });
            await clock.sleep(pauseMs, stop);
        }
        if (isStopped())
            return undefined;
        const wave = index + 1;
        const result = await restartWave(ids, { ...options, observer: observer.wave(wave) });
        observer.ended({ ...result, wave });
        if (result.endReason !== undefined)
            return result.endReason;
        isPauseDue = result.servers > 0;
    }
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/restart/restart.js










/** At the end of the timeout so much time is left to look at what is under way once more. */
const restart_LAST_LOOK_MS = 4_000;
/** But not more than this part of the timeout. */
const LAST_LOOK_PART = 0.1;
/** More characters of a server's name are never shown. */
const MAX_NAME = 64;
/** More characters of a name are never looked at. */
const MAX_NAME_READ = 500;
/**
 * Signs in, reads the rows of all servers, and restarts them in waves; a dry run ends before that. The
 * results are in the ledger.
 *
 * @returns why servers that are in no request were not reached
 */
async function restartServers(plan) {
    const { context, secrets, settings, target } = plan;
    const result = await (0,session/* withSession */.fQ)({ context, secrets, settings: settings.connection, target, advice: RESTART_ADVICE }, async (session, requests, limits) => readAndRestart(plan, session, requests, limits));
    return result.ok ? (result.value ?? NOT_REACHED) : result.error;
}
async function readAndRestart(plan, session, requests, limits) {
    const { context, ledger, settings, table, target } = plan;
    const texts = (0,ecs_texts/* ecsTexts */.K)(session, { ...requests, advice: READ_ADVICE });
    const service = createRestartService({ endpoint: target.endpoint, session, texts }, requests);
    const ownId = await ownServerId(target.method.kind === 'agency', requests);
    const rows = await service.rows(settings.servers, requests);
    if (requests.stop.aborted)
        return undefined;
    addNames(plan, rows);
    const { startStopped } = settings;
    const decisions = decideAll(settings.servers, rows, { ownId, startStopped });
    for (const [id, result] of decisions.leftOut)
        ledger.leaveOut(id, result);
    logOverview(context.core, decisions);
    if (settings.dryRun) {
        logPlannedWaves(context.core, settings.waves, decisions, plan.names);
        table.addPlanned(settings.waves, decisions);
        leaveAllOut(plan, decisions);
        return undefined;
    }
    if (rows.rows.size === 0)
        return undefined;
    return restartWithin(plan, { limits, ownId, service });
}
async function restartWithin({ context, ledger, names, secrets, settings, table }, { limits, ownId, service, }) {
    const { clock, core } = context;
    const { timeoutMs } = settings.connection;
    const lastLookMs = Math.min(restart_LAST_LOOK_MS, timeoutMs * LAST_LOOK_PART);
    const timeUp = abortAfter(clock, limits.deadline - lastLookMs - clock.now());
    try {
        const endReason = await restartInWaves(settings.waves, {
            service,
            ledger,
            observer: restartLog(core, { clock, ledger, names, table, waves: settings.waves }),
            clock,
            clean: (0,ecs/* cleanWithinBudget */.__)((text) => secrets.clean(text)),
            type: settings.type,
            startStopped: settings.startStopped,
            ownId,
            pauseMs: settings.pauseMs,
            waveTimeoutMs: settings.waveTimeoutMs,
            maxFailures: settings.maxFailures,
            stop: AbortSignal.any([limits.stop, timeUp.signal]),
            abort: limits.abort,
        });
        return endReason ?? (timeUp.signal.aborted ? TIMED_OUT : undefined);
    }
    finally {
        timeUp.release();
    }
}
/** The names in the list go first: they are those that the user gave. */
function addNames({ names, secrets }, { rows }) {
    for (const [id, row] of rows) {
        if (row === 'not_found' || names.has(id))
            continue;
        const name = secrets.quote(row.name.slice(0, MAX_NAME_READ), MAX_NAME);
        if (name !== '')
            names.set(id, name);
    }
}
/** A dry run claims only what a row that cannot be read shows. */
function leaveAllOut({ ledger, settings }, { leftOut }) {
    for (const id of settings.servers) {
        const result = leftOut.get(id);
        if (result?.outcome === 'not_started' && result.word === 'unreadable')
            continue;
        ledger.leaveOut(id, { outcome: 'not_started', word: 'dry_run', reason: SKIPPED.dry_run });
    }
}

// EXTERNAL MODULE: ./build/inputs/dry-run.js
var dry_run = __webpack_require__(6305);
// EXTERNAL MODULE: ./build/inputs/servers.js + 4 modules
var servers = __webpack_require__(6084);
// EXTERNAL MODULE: ./build/actions/connection.js + 5 modules
var actions_connection = __webpack_require__(72);
;// CONCATENATED MODULE: ./build/actions/restart/wave-sizes.js

/** The most servers that one call takes (ECS API reference, "Restarting ECSs in a Batch"). */
const MAX_SIZE = 1_000;
/** More sizes than this are a mistake. */
const MAX_SIZES = 100;
/** Longer texts are not looked at. */
const MAX_TEXT = 1_000;
/**
 * Reads sizes such as `1,25%`.
 *
 * @returns or what is not valid, in words that follow the name of the input
 */
function parseWaves(text) {
    const [first, ...rest] = text.length > MAX_TEXT ? [] : text.split(',').map(parseSize);
    const sizes = rest.filter((size) => size !== undefined);
    if (first === undefined || sizes.length < rest.length || rest.length >= MAX_SIZES) {
        return (0,build_result/* failure */.V)('must be sizes of waves, separated by commas: numbers from 1 to 1000, or percentages from 1% to 100%, such as 1,25%');
    }
    return (0,build_result/* success */.k)([first, ...sizes]);
}
function parseSize(text) {
    const [, digits = '', sign] = /^(\d{1,4})(%?)$/.exec(text.trim()) ?? [];
    const number = Number(digits);
    if (number < 1)
        return undefined;
    if (sign === '%')
        return number > 100 ? undefined : { kind: 'percent', percent: number };
    return number > MAX_SIZE ? undefined : { kind: 'servers', count: number };
}
/**
 * Cuts the list of all requested servers into waves, by position: a server that is left out later keeps
 * its place. Percentages are of the whole list, rounded up.
 */
function cutIntoWaves(servers, sizes) {
    const waves = [];
    let start = 0;
    while (start < servers.length) {
        const size = wave_sizes_countOf(sizes[waves.length] ?? sizes.at(-1) ?? sizes[0], servers.length);
        waves.push(servers.slice(start, start + size));
        start += size;
    }
    return waves;
}
function wave_sizes_countOf(size, total) {
    if (size.kind === 'servers')
        return size.count;
    return Math.min(MAX_SIZE, Math.ceil((total * size.percent) / 100));
}
/**
 * Whether the pauses between the waves leave no time to restart anything.
 *
 * @returns what is not valid, in words that follow the name of the input `pause`
 */
function checkPauses(waves, { pauseSeconds, timeoutSeconds }) {
    const pauses = waves - 1;
    const sum = pauses * pauseSeconds;
    if (sum < timeoutSeconds)
        return undefined;
    const message = `does not fit into timeout: ${waves} waves have ${pauses} pauses of ${pauseSeconds} s, which are ${sum} s, and timeout is ${timeoutSeconds} s. Give larger waves, a shorter pause or a longer timeout`;
    return message;
}

;// CONCATENATED MODULE: ./build/actions/restart/settings.js





const DEFAULT_WAVES = '1,25%';
/**
 * Reads all inputs and the environment, and finds all of their problems at once.
 *
 * @returns undefined when there are problems
 */
async function readSettings({ event, inputs, secrets, }) {
    const { dryRun, notice } = (0,dry_run/* readDryRun */.n)(inputs, event, 'Real restart');
    const list = await (0,servers/* readServers */.lf)(inputs, secrets);
    const type = inputs.choice('type', RESTART_TYPES, 'soft');
    const startStopped = inputs.choice('start_stopped', ['true', 'false'], 'false') === 'true';
    const sizes = readSizes(inputs);
    const pauseSeconds = inputs.integer('pause', { min: 0, max: 3_600 }, 30);
    const maxFailures = inputs.integer('max_failures', { min: 0, max: 100_000 }, 0);
    const waveTimeoutSeconds = inputs.integer('wave_timeout', { min: 30, max: 3_600 }, 600);
    const { settings: connection, target } = (0,actions_connection/* readConnection */.d)(inputs, event, {
        dryRun,
        defaultTimeoutSeconds: 3_000,
    });
    const waves = list === undefined || sizes === undefined ? [] : cutIntoWaves(list.servers, sizes);
    const timeoutSeconds = connection.timeoutMs / 1_000;
    const problem = checkPauses(waves.length, { pauseSeconds, timeoutSeconds });
    if (problem !== undefined)
        inputs.addProblem('pause', problem);
    if (inputs.problems.length > 0 || list === undefined || target.kind === 'invalid') {
        return undefined;
    }
    return {
        servers: list.servers,
        names: list.names,
        duplicates: list.duplicates,
        waves,
        dryRun,
        notice,
        type,
        startStopped,
        pauseMs: pauseSeconds * 1_000,
        maxFailures,
        waveTimeoutMs: waveTimeoutSeconds * 1_000,
        connection,
        requests: requestsOf(target),
        warnings: inputs.warnings,
    };
}
function readSizes(inputs) {
    const given = inputs.text('waves');
    const sizes = parseWaves(given === '' ? DEFAULT_WAVES : given);
    if (sizes.ok)
        return sizes.value;
    inputs.addProblem('waves', sizes.error);
    return undefined;
}
function requestsOf(target) {
    return target.kind === 'skipped' ? target : { kind: 'sent', target: target.target };
}

;// CONCATENATED MODULE: ./build/actions/restart/run.js












/**
 * Restarts servers in waves: masks the secrets, checks the inputs, restarts, reports. The step fails
 * unless every server is restarted, or stopped and left so.
 */
async function run(context) {
    const { clock, core, environment } = context;
    const start = (0,actions_start/* startAction */.R)(context);
    const { secrets } = start;
    const settings = await readSettings(start);
    if (settings === undefined) {
        await (0,actions_start/* failInputs */.U)(context, start.inputs, 'Restart of servers');
        return;
    }
    const { dryRun, requests, servers, waves } = settings;
    const ledger = new Ledger(servers);
    const names = new Map(settings.names);
    const table = new WaveTable();
    logPlan(core, settings);
    let endReason;
    if (requests.kind === 'skipped') {
        endReason = { message: requests.skipReason, advice: '' };
        const result = { outcome: 'not_started', word: 'dry_run', reason: SKIPPED.dry_run };
        for (const id of servers)
            ledger.leaveOut(id, result);
    }
    else {
        const { target } = requests;
        endReason = await restartServers({ ledger, secrets, settings, names, table, target, context });
    }
    const report = restartReport({
        results: { [Symbol.iterator]: () => ledger.results(endReason) },
        counts: ledger.counts(),
        names,
        dryRun,
        waves: table.rows,
        waveCount: waves.length,
        skipReason: requests.kind === 'skipped' ? requests.skipReason : undefined,
        run: (0,report_report/* runFacts */.pI)(environment, start.started, clock.now()),
    });
    await (0,publish/* publish */.mk)(core, environment, restartPublication(report, (0,docs_address/* docsAddress */.y)(environment)));
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

/***/ 5554:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  yc: () => (/* binding */ APIS),
  __: () => (/* binding */ cleanWithinBudget),
  ew: () => (/* binding */ createResetCall)
});

// EXTERNAL MODULE: ./build/huaweicloud/network-errors.js
var network_errors = __webpack_require__(43);
// EXTERNAL MODULE: ./build/huaweicloud/request-auth.js
var request_auth = __webpack_require__(4883);
// EXTERNAL MODULE: ./build/huaweicloud/error-codes.js + 2 modules
var error_codes = __webpack_require__(8049);
// EXTERNAL MODULE: ./build/huaweicloud/error-response.js + 1 modules
var error_response = __webpack_require__(148);
;// CONCATENATED MODULE: ./build/huaweicloud/reset-response.js


const NONE = new Map();
/**
 * The result of a batch call, by what the response says of each server. A server that `internalError`
 * names failed with that error, whatever the error would mean for a whole request. The servers that it
 * does not name are sent again without the others. A server in `response` is accepted, unless the
 * response also reports it, or the whole request, as failed.
 */
function batchResult(servers, response, context) {
    const { error, hasServerErrors, perServer } = response;
    const namesFailed = servers.some((id) => perServer.has(id));
    if (error === undefined && isSuccess(response)) {
        // A check has no documented response of its own: without any error every server passed.
        if (context.dryRun && !hasServerErrors)
            return allAccepted(servers, response, context);
        const reason = unnamedReason(response, context);
        return perServerResult(servers, response, context, { resendRest: namesFailed, reason });
    }
    const whole = (0,error_response/* classify */.L8)(error, response, context);
    if (error === undefined || !namesFailed || outranks(whole, response)) {
        return wholeResult(whole, contradictions(servers, response, context));
    }
    return perServerResult(servers, response, context, { resendRest: true, reason: whole.reason });
}
/** The result of a call for one server. */
function singleResult(servers, response, context) {
    const { error, hasServerErrors } = response;
    if (error === undefined && isSuccess(response) && !hasServerErrors) {
        return allAccepted(servers, response, context);
    }
    return wholeResult((0,error_response/* classify */.L8)(error, response, context), NONE);
}
function isSuccess({ form, status }) {
    return status < 300 && (form === 'empty' || form === 'object');
}
/** An error above the errors per server that is about the request, or may pass, or tells nothing. */
function outranks({ lost, retry, scope }, { error, status }) {
    if (lost)
        return status >= 300;
    // A status alone, such as 403, may be due to the servers that are named.
    if ((0,error_codes/* knownCode */.Fk)(error?.code) === undefined)
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
        contradicted: NONE,
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
            failed.set(id, (0,error_response/* classifyServer */.SO)(error, response, context));
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
        return NONE;
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

// EXTERNAL MODULE: ./build/huaweicloud/response.js
var huaweicloud_response = __webpack_require__(1118);
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
        const signed = (0,request_auth/* authenticated */.A)(unsigned, { credentials, projectId, userAgent, now });
        const result = await transport.send(signed, abort);
        if (result.kind === 'failure')
            return networkResult(result, context);
        const response = (0,huaweicloud_response/* withoutSecrets */.cT)((0,huaweicloud_response/* parseResponse */.xp)(result), (text) => secrets.isIn(text));
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
 * Cleans the messages of responses: each text once, and no more than the budget, so that a large
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
            message: (0,network_errors/* networkErrorMessage */.qu)(error),
            advice: (0,network_errors/* networkErrorAdvice */.H1)(error, maybeSent, context),
        },
        ...((0,network_errors/* isRetryable */.r3)(error) && { retry: {} }),
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


/***/ })

};
