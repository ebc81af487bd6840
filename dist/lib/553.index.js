export const id = 553;
export const ids = [553];
export const modules = {

/***/ 9553:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

// ESM COMPAT FLAG
__webpack_require__.r(__webpack_exports__);

// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  run: () => (/* binding */ run)
});

;// CONCATENATED MODULE: ./build/fleet/ledger.js
const NEW = {
    outcome: 'not_sent',
    reason: undefined,
    requestId: undefined,
    underWay: false,
    lost: false,
    unnamed: false,
};
function outcomeOf(entry) {
    if (entry.outcome === 'accepted')
        return 'accepted';
    return entry.underWay || entry.lost ? 'unknown' : entry.outcome;
}
function contradictionOf(result, id) {
    return 'contradicted' in result ? result.contradicted.get(id) : undefined;
}
/** What a result has about one server. The same object means that it says the same. */
function partOf(result, id) {
    const contradiction = contradictionOf(result, id);
    if (contradiction !== undefined || result.kind !== 'per_server')
        return contradiction;
    return result.accepted.has(id) ? 'accepted' : result.failed.get(id);
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
        for (const id of ids)
            this.#entries.set(id, NEW);
        this.#counts.not_sent = this.#entries.size;
    }
    /** A request with these servers is about to leave. */
    sending(ids) {
        let before;
        let after = NEW;
        for (const id of ids) {
            const entry = this.#entry(id);
            if (entry !== before)
                after = { ...entry, underWay: true };
            before = entry;
            this.#set(id, entry, after);
        }
    }
    /** The result of a request with these servers. */
    record(ids, result) {
        let before;
        let part;
        let after = NEW;
        for (const id of ids) {
            const entry = this.#entry(id);
            const ownPart = partOf(result, id);
            if (entry !== before || ownPart !== part) {
                after = this.#after(entry, id, result, ids.length === 1);
            }
            before = entry;
            part = ownPart;
            this.#set(id, entry, after);
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
    #entry(id) {
        const entry = this.#entries.get(id);
        if (entry === undefined)
            throw new Error(`server ${id} is not in the ledger`);
        return entry;
    }
    #set(id, before, after) {
        this.#counts[outcomeOf(before)] -= 1;
        this.#entries.set(id, after);
        this.#counts[outcomeOf(after)] += 1;
    }
    /** The entry of a server after a result. */
    #after(before, id, result, alone) {
        const entry = { ...before, underWay: false };
        const contradiction = contradictionOf(result, id);
        if (contradiction === undefined)
            this.#recordResult(entry, id, result, alone);
        else
            recordLost(entry, contradiction);
        return entry;
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

// EXTERNAL MODULE: ./build/report/summary.js + 4 modules
var summary = __webpack_require__(31);
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

// EXTERNAL MODULE: ./build/report/markup.js
var markup = __webpack_require__(9271);
// EXTERNAL MODULE: ./build/report/reason-groups.js
var reason_groups = __webpack_require__(6716);
// EXTERNAL MODULE: ./build/report/summary-content.js
var summary_content = __webpack_require__(3539);
;// CONCATENATED MODULE: ./build/report/summary-outcomes.js


/** The counts of all outcomes, in the order of `styles`. */
function countsOf(styles, counts) {
    const names = Object.keys(styles);
    return names.map((name) => ({
        label: styles[name].label,
        square: styles[name].square,
        count: counts[name],
    }));
}
/**
 * The row of a reason.
 *
 * @param wordPage the page below docs/ with a heading for each one-word reason of the action
 */
function summaryReason({ count, ids, outcome, reason, requestIds, word }, styles, wordPage) {
    const { label, meaning, square } = styles[outcome];
    const code = reason?.code;
    const wordPlace = word === undefined || wordPage === undefined ? undefined : `${wordPage}#${word}`;
    return {
        square,
        outcome: label,
        count,
        what: reason?.message ?? meaning,
        code: code ?? word,
        docs: code === undefined ? wordPlace : (0,docs_address/* docsOfCode */.k)(code),
        advice: reason?.advice ?? '',
        ids,
        requestIds,
    };
}
/** The folded list of servers that need no row, for example `Accepted: 20 servers`. */
function summaryList({ count, ids, requestIds }, title) {
    return { title: `${title}: ${(0,report_report/* servers */.b0)(count)}`, count, ids, requestIds };
}
/** What the reasons of all groups carry beside their messages, each once. */
function detailsOf(groups) {
    return [...new Set(groups.map(({ reason }) => reason?.details))].filter((details) => details !== undefined);
}

;// CONCATENATED MODULE: ./build/actions/reset/next-steps.js


const FIX = (0,markup/* markup */.PT) `**Fix each cause** in the table below.`;
const NEXT_ATTEMPT = (0,markup/* markup */.PT) `\u201cRe-run jobs\u201d is right if nothing in the workflow and in the list of servers has to change. Otherwise start a new run.`;
/** Whether anybody can be locked out, which passwords to keep, and what a check covers. */
function passwordParagraphs({ counts, dryRun, skipReason }) {
    if (skipReason !== undefined) {
        return [
            (0,markup/* markup */.PT) `**Nothing was changed, and nothing was checked at the service.** The action checked only its inputs. Nobody is locked out: the password in force stays in force.`,
        ];
    }
    if (dryRun) {
        return [
            (0,markup/* markup */.PT) `**Nothing was changed: this was a dry run.** Nobody is locked out: the password in force stays in force.`,
            (0,markup/* markup */.PT) `According to the documents of the service, a check covers the mandatory parameters, the format of the request and the restrictions of the service. No document says whether it looks at the password-reset plug-in, at the status of a server or at its lock, so the service may still refuse the reset of a server that passed.`,
        ];
    }
    const { accepted, requested, unknown } = counts;
    if (accepted + unknown === 0) {
        return [
            (0,markup/* markup */.PT) `**This run locks nobody out: it changed no password.** Keep the old password of ${(0,report_report/* servers */.b0)(requested)}, and the new one too if an earlier run with it was accepted.`,
        ];
    }
    return [
        (0,markup/* sentences */.hC)([
            (0,markup/* markup */.PT) `**Keep both passwords, the old and the new one: then this run locks nobody out.**`,
            atNextStart(counts),
            (0,markup/* markup */.PT) `The service does not report it if this fails inside a server.`,
        ]),
    ];
}
function atNextStart({ accepted, failed, not_sent: notSent, unknown, }) {
    const others = failed + notSent;
    if (unknown + others === 0) {
        return (0,markup/* markup */.PT) `Each server accepts the old password until its next start. At that start it takes the new one.`;
    }
    const first = [
        accepted > 0
            ? `${these(accepted, 'accepted')} ${accepted === 1 ? 'takes' : 'take'} the new one`
            : '',
        unknown > 0
            ? `${these(unknown, 'unknown')} may take ${accepted > 0 ? 'it' : 'the new one'}`
            : '',
        others > 0 ? `${these(others, 'other')} ${others === 1 ? 'keeps' : 'keep'} the old one` : '',
    ].filter((part) => part !== '');
    const last = first.pop() ?? '';
    const list = first.length === 0 ? last : `${first.join(', ')}, and ${last}`;
    return (0,markup/* markup */.PT) `Each server accepts the old password until its next start. At that start ${list}.`;
}
/** `the accepted server`, `the 2 accepted servers`. */
function these(count, adjective) {
    return count === 1 ? `the ${adjective} server` : `the ${count} ${adjective} servers`;
}
/** What to do next, in order, in words that need no look into the workflow. */
function nextSteps(report) {
    const { counts, dryRun, skipReason } = report;
    const open = counts.requested - counts.accepted;
    if (skipReason !== undefined) {
        return [
            (0,markup/* markup */.PT) `For a check at the service, run with credentials and with api: batch. Pull requests from forks and of Dependabot get no secrets: check from a branch of this repository.`,
        ];
    }
    if (dryRun) {
        return open > 0
            ? [FIX, (0,markup/* sentences */.hC)([(0,markup/* markup */.PT) `**Check again.**`, NEXT_ATTEMPT])]
            : [
                (0,markup/* markup */.PT) `For the reset itself, start a run that is not a dry run (dry_run: false, or auto outside of pull requests).`,
            ];
    }
    return [...stepsForOpen(report), ...stepsForAccepted(counts.accepted)];
}
function stepsForOpen({ counts, results }) {
    const { accepted, requested, unknown } = counts;
    const remaining = counts.failed + counts.not_sent;
    if (remaining + unknown === 0)
        return [];
    const isWeak = Iterator.from(results).some(({ reason }) => reason?.code === 'Ecs.0011');
    const password = isWeak ? 'another new password' : 'the same new password';
    const fix = remaining > 0 ? [FIX] : [];
    if (accepted === 0) {
        const when = unknown > 0 ? ', ten minutes after this run' : '';
        return [...fix, (0,markup/* sentences */.hC)([(0,markup/* markup */.PT) `**Run again with ${password}${when}.**`, NEXT_ATTEMPT])];
    }
    const lists = [
        remaining > 0
            ? (0,markup/* markup */.PT) `**Start a new run with the list \u201c${remainingTitle(counts)}\u201d** and ${password}.`
            : undefined,
        unknown > 0
            ? (0,markup/* markup */.PT) `**Ten minutes after this run, start a new run with the list \u201c${UNKNOWN_TITLE}\u201d** and the same new password.`
            : undefined,
    ].filter((step) => step !== undefined);
    const [first, ...others] = lists;
    return [
        ...fix,
        (0,markup/* sentences */.hC)([
            ...(first === undefined ? [] : [first]),
            (0,markup/* markup */.PT) `\u201cRe-run jobs\u201d sends all ${(0,report_report/* servers */.b0)(requested)} again: it is right only as long as no accepted server is restarted.`,
        ]),
        ...others,
    ];
}
function stepsForAccepted(accepted) {
    const end = (0,markup/* markup */.PT) `Only then delete the old password.`;
    switch (accepted) {
        case 0:
            return [];
        case 1:
            return [
                (0,markup/* sentences */.hC)([
                    (0,markup/* markup */.PT) `**Restart the accepted server, and log in to it** with the new password.`,
                    end,
                ]),
            ];
        default:
            return [
                (0,markup/* markup */.PT) `**Restart one accepted server, and log in to it** with the new password.`,
                (0,markup/* sentences */.hC)([
                    accepted === 2
                        ? (0,markup/* markup */.PT) `**Restart the other accepted server**, and log in to it.`
                        : (0,markup/* markup */.PT) `**Restart the other ${accepted - 1} accepted servers**, and log in to each.`,
                    end,
                ]),
            ];
    }
}
const UNKNOWN_TITLE = 'Unknown';
/** The title of the list of servers for the next run. */
function remainingTitle({ failed, not_sent: notSent }) {
    if (notSent === 0)
        return 'Failed';
    return failed === 0 ? 'Not sent' : 'Failed and not sent';
}

;// CONCATENATED MODULE: ./build/actions/reset/summary.js






/** Accepted is not green: nothing has changed yet. */
const STYLES = {
    accepted: {
        label: 'accepted',
        square: summary_content/* SQUARES */.p.waiting,
        meaning: 'the service named the server as accepted',
    },
    failed: {
        label: 'failed',
        square: summary_content/* SQUARES */.p.bad,
        meaning: 'the service refused the server, or the call it was in',
    },
    unknown: {
        label: 'unknown',
        square: summary_content/* SQUARES */.p.unknown,
        meaning: 'the request may have reached the service, and nothing tells what became of it',
    },
    not_sent: {
        label: 'not sent',
        square: summary_content/* SQUARES */.p.untouched,
        meaning: 'the server was in no request',
    },
};
const CHECK_STYLES = {
    ...STYLES,
    accepted: {
        label: 'passed',
        square: summary_content/* SQUARES */.p.good,
        meaning: 'the server passed the check of the service',
    },
};
/** The caption of the summary, also of one for wrong inputs. */
const CAPTION = 'Password reset';
/**
 * The job summary of a reset.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
function resetSummary(report, reportFile) {
    const { counts, dryRun, names, results, skipReason } = report;
    const styles = dryRun ? CHECK_STYLES : STYLES;
    const groups = (0,reason_groups/* groupByReason */.H9)(results);
    const isListed = skipReason === undefined;
    const withReason = groups.filter(({ outcome }) => outcome !== 'accepted');
    const reasons = isListed ? withReason.map((group) => summaryReason(group, styles)) : [];
    const lists = groups
        .filter(({ outcome }) => !isListed || outcome === 'accepted')
        .map((group) => summaryList(group, capitalized(styles[group.outcome].label)));
    const isWritten = reportFile !== '';
    return {
        headline: headlineOf(report),
        caption: dryRun ? (0,markup/* markup */.PT) `${CAPTION}, dry run` : (0,markup/* markup */.PT) `${CAPTION}`,
        counts: countsOf(styles, counts),
        paragraphs: passwordParagraphs(report),
        steps: nextSteps(report),
        rerunLists: isListed ? rerunLists(report) : [],
        reasons,
        details: detailsOf(groups),
        tables: [],
        lists,
        names,
        whereAllIs: isWritten
            ? (0,markup/* markup */.PT) `The report file has all of them, if the workflow keeps it.`
            : (0,markup/* markup */.PT) ``,
        notes: isWritten ? [] : [(0,markup/* markup */.PT) `**The report file could not be written, so the step failed.**`],
    };
}
function headlineOf({ counts, dryRun, skipReason }) {
    const { accepted, requested } = counts;
    if (skipReason !== undefined)
        return (0,markup/* markup */.PT) `\u26a0\ufe0f No request was sent: ${skipReason}`;
    const open = requested - accepted;
    if (dryRun) {
        return open === 0
            ? (0,markup/* markup */.PT) `\u2705 ${accepted} of ${(0,report_report/* servers */.b0)(requested)} passed the check`
            : (0,markup/* markup */.PT) `\u274c ${open} of ${(0,report_report/* servers */.b0)(requested)} did not pass the check`;
    }
    if (open === 0) {
        return (0,markup/* markup */.PT) `\u23f3 Accepted: ${(0,report_report/* servers */.b0)(accepted)} ${accepted === 1 ? 'waits' : 'wait'} for a restart`;
    }
    return (0,markup/* markup */.PT) `\u274c ${open} of ${(0,report_report/* servers */.b0)(requested)} still ${open === 1 ? 'needs' : 'need'} you`;
}
function rerunLists(report) {
    const { counts, dryRun, results } = report;
    const idsOf = (...outcomes) => Iterator.from(results)
        .filter(({ outcome }) => outcomes.includes(outcome))
        .map(({ id }) => id);
    const remaining = counts.failed + counts.not_sent;
    const open = remaining + counts.unknown;
    if (dryRun) {
        const ids = idsOf('failed', 'unknown', 'not_sent');
        return [{ title: `Not passed: ${(0,report_report/* servers */.b0)(open)} to check again`, count: open, ids }];
    }
    return [
        {
            title: `${remainingTitle(counts)}: ${(0,report_report/* servers */.b0)(remaining)} to run again with`,
            count: remaining,
            ids: idsOf('failed', 'not_sent'),
        },
        {
            title: `${UNKNOWN_TITLE}: ${(0,report_report/* servers */.b0)(counts.unknown)} to run again with, after ten minutes`,
            count: counts.unknown,
            ids: idsOf('unknown'),
        },
    ];
}
function capitalized(text) {
    return text.charAt(0).toUpperCase() + text.slice(1);
}

;// CONCATENATED MODULE: ./build/actions/reset/publication.js



/**
 * How the report of a reset is told.
 *
 * @param docs address of the folder docs/; undefined where it is not known
 */
function resetPublication(report, docs) {
    return {
        report,
        passes: isSuccess(report),
        conclusion: countsSentence(report),
        nextStep: nextStep(report),
        summary: (reportFile) => (0,summary/* renderSummary */.B)(resetSummary(report, reportFile), docs),
        furtherLists: {
            restart_required_server_ids: ({ outcome }) => !report.dryRun && outcome === 'accepted',
        },
    };
}

;// CONCATENATED MODULE: ./build/fleet/outcome.js
/** What became of one server. Every requested server ends in exactly one of these. */
const OUTCOMES = ['accepted', 'failed', 'unknown', 'not_sent'];

;// CONCATENATED MODULE: ./build/actions/reset/reset-report.js

/** Adds what all reports of a reset have. */
function resetReport(facts) {
    return {
        ...facts,
        action: 'reset',
        outcomes: OUTCOMES,
        good: ['accepted'],
        // Unknown servers have to wait first.
        remaining: ['failed', 'not_sent'],
    };
}

// EXTERNAL MODULE: ./build/inputs/shared-texts.js
var shared_texts = __webpack_require__(7510);
;// CONCATENATED MODULE: ./build/actions/reset/reset-texts.js

/** What to do about a server that may have been reset. */
const OUTCOME_UNKNOWN = 'Wait ten minutes, then run again for the unknown servers with the same password: repeating the same reset is harmless';
/** What to do about servers that are not accepted. */
const RUN_AGAIN = 'Run again with the remaining servers';
/** What to do about the failures of a reset. */
const RESET_ADVICE = (0,shared_texts/* adviceTexts */.x)({
    outcomeUnknown: OUTCOME_UNKNOWN,
    tryAgain: RUN_AGAIN,
    grantPermission: 'Grant the action ecs:cloudServers:resetServerPwd to the user or agency of the credentials',
    passwordForCheck: 'The service may require a password even for a check: give the input password',
    reduceBatchSize: 'Set batch_size to a smaller number',
});

// EXTERNAL MODULE: ./build/huaweicloud/csms.js + 1 modules
var csms = __webpack_require__(2714);
// EXTERNAL MODULE: ./build/inputs/password-rules.js
var password_rules = __webpack_require__(3745);
// EXTERNAL MODULE: ./build/inputs/password-secret.js
var password_secret = __webpack_require__(9692);
// EXTERNAL MODULE: ./build/inputs/store-texts.js
var store_texts = __webpack_require__(7512);
// EXTERNAL MODULE: ./build/result.js
var result = __webpack_require__(395);
// EXTERNAL MODULE: ./build/actions/stored-password.js
var stored_password = __webpack_require__(6479);
;// CONCATENATED MODULE: ./build/actions/reset/password.js








/** The code with which the service refuses a password. */
const WEAK_PASSWORD = 'Ecs.0011';
/** The given password, or the one in the secret store, which has to keep the same rules. */
async function readPassword({ context, settings, target }, session, requests) {
    const { api, dryRun, password, passwordSecret, system } = settings;
    if (passwordSecret === undefined)
        return (0,result/* success */.k)({ value: password });
    const { core } = context;
    const store = new csms/* SecretStore */.Gf({
        endpoint: target.storeEndpoint ?? '',
        secretName: passwordSecret.name,
        session,
        context: requests,
        ownStages: password_secret/* OWN_STAGES */.bM,
        texts: (0,store_texts/* storeTexts */.i)(RESET_ADVICE, 'password_secret'),
    });
    const read = await (0,stored_password/* readStoredPassword */.$U)(passwordSecret, store);
    if (!read.ok)
        return read;
    const stored = read.value;
    const { errors, warnings } = (0,password_rules/* checkPassword */.O)(stored.value, api, system);
    if (errors.length > 0)
        return (0,result/* failure */.V)(brokenRules(stored, errors));
    const reason = stored.isInUse ? undefined : (0,stored_password/* notInUse */.GQ)(stored);
    if (reason !== undefined && !dryRun)
        return (0,result/* failure */.V)(reason);
    core.info(`Password: ${stored.label}.`);
    for (const warning of warnings) {
        core.warning(`password_secret: the value of ${stored.label} ${warning} (newest documentation)`, {
            title: report_report/* TITLE */.ly,
        });
    }
    if (reason !== undefined) {
        core.warning(`A real reset would be refused: ${reason.message}.`, { title: report_report/* TITLE */.ly });
    }
    if (dryRun)
        return (0,result/* success */.k)({ value: stored.value, stored });
    return (0,result/* success */.k)({
        value: stored.value,
        stored,
        watch: new stored_password/* StageWatch */.i0(store, stored, requests.clock),
    });
}
/** Names the version and the rules, and nothing of the value. */
function brokenRules(stored, errors) {
    return {
        message: `password_secret: the value of ${stored.label} ${errors.join('; and ')}`,
        advice: stored.isPending
            ? ABANDON_IF_UNUSED
            : 'Store a password that keeps the rules in the secret, then run again',
    };
}
const ABANDON_IF_UNUSED = 'If no run has ever had a server accepted with this version, use `mode: abandon`. Otherwise keep it';
/**
 * What to do when the service refuses a stored password as too weak. A version that a server may have
 * accepted is never to be abandoned.
 */
function adviceForWeak({ isPending, label }, { accepted, unknown }, dryRun) {
    if (!isPending) {
        return 'Make another password: run the password action with mode: prepare, and give its output password_secret';
    }
    return accepted + unknown === 0 || dryRun
        ? ABANDON_IF_UNUSED
        : `Keep ${label}: servers of this run may have accepted it. Check the rules for passwords on the servers that refuse it (input os)`;
}
/** The results, with this advice for a password that the service refuses. */
function* withAdvice(results, weakAdvice) {
    for (const result of results) {
        const { reason } = result;
        yield reason?.code === WEAK_PASSWORD
            ? { ...result, reason: { ...reason, advice: weakAdvice } }
            : result;
    }
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
// EXTERNAL MODULE: ./build/retry/backoff.js
var backoff = __webpack_require__(857);
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
            const reason = reasonOf(result, servers);
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
        const { abort, call, ledger, random } = this.#options;
        if (!(await this.#mayBegin()))
            return undefined;
        if (search !== undefined && attempt === 1) {
            if (search.calls >= search.maxFruitlessCalls && !search.fruitful)
                return undefined;
            search.calls += 1;
        }
        ledger.sending(servers);
        const result = await this.#endAllAfterException(call(servers, abort));
        ledger.record(servers, result);
        const retry = retryOf(result, servers);
        const waitMs = retry === undefined ? undefined : (0,backoff/* backoffMs */.j)(retry.minDelayMs, attempt, random);
        // Before the limit starts the next call, which may have to wait or not to be sent at all.
        this.#applyToOtherCalls(result, search, waitMs);
        return { result, waitMs };
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
    /** Waits until an attempt may begin. @returns whether it may begin at all */
    async #mayBegin() {
        const { checkFirst, clock } = this.#options;
        const isStopped = () => this.isStopped;
        for (;;) {
            await this.#waitForPause();
            if (isStopped())
                return false;
            const reason = await checkFirst?.();
            if (reason !== undefined)
                this.#stopAll(reason);
            // The service may have limited the rate meanwhile, or the run may have ended.
            if (isStopped() || this.#pausedUntil <= clock.now())
                return !isStopped();
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
function retryOf(result, servers) {
    const alone = servers.length === 1 ? servers[0] : undefined;
    if (result.kind === 'per_server') {
        const retry = alone === undefined ? undefined : result.failed.get(alone)?.retry;
        return isNotReady(retry) ? undefined : retry;
    }
    const isForOneOfMany = result.kind === 'refused' && result.scope === 'server' && alone === undefined;
    return isForOneOfMany || isNotReady(result.retry) ? undefined : result.retry;
}
function reasonOf(result, servers) {
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
 * not ready again after a minute. The outcome is in the ledger at every moment.
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
        const { clock, deadline, ledger, observer } = this.#options;
        const { resendUnknownAfterMs: waitMs } = this.#options;
        if (waitMs === 0 || this.#sender.isStopped)
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
        if (this.#sender.isStopped)
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

// EXTERNAL MODULE: ./build/huaweicloud/ecs.js + 1 modules
var ecs = __webpack_require__(5554);
// EXTERNAL MODULE: ./build/actions/session.js + 4 modules
var session = __webpack_require__(9206);
;// CONCATENATED MODULE: ./build/actions/reset/reset.js








/** Signs in, reads the password where it is in the store, and sends the batches. The outcomes are in the ledger. */
async function resetServers(plan) {
    const { context, secrets, settings, target } = plan;
    let password;
    const result = await (0,session/* withSession */.fQ)({ context, secrets, settings: settings.connection, target, advice: RESET_ADVICE }, async (session, requests) => {
        const read = await readPassword(plan, session, requests);
        if (!read.ok)
            return read.error;
        password = read.value;
        return sendBatches(plan, password, session, requests);
    });
    const reason = result.ok ? result.value : result.error;
    const stored = password?.stored;
    if (stored === undefined)
        return { notSentReason: reason };
    const weakAdvice = adviceForWeak(stored, plan.ledger.counts(), settings.dryRun);
    return { notSentReason: reason, weakAdvice };
}
async function sendBatches({ context, ledger, settings, target }, { stored, value, watch }, session, requests) {
    const { api, checkPassword, dryRun } = settings;
    const request = { endpoint: target.endpoint, api, password: value, dryRun, checkPassword };
    const refusedBy = await execute(settings.servers, {
        call: (0,ecs/* createResetCall */.ew)(request, session, requests),
        ledger,
        observer: progressLog(context.core, ledger, settings.batchSize),
        batchSize: settings.batchSize,
        // A check has nothing to gain from a server that becomes ready.
        maxWaitMs: dryRun ? 0 : settings.waitForServersMs,
        resendUnknownAfterMs: dryRun ? 0 : settings.retryUnknownAfterMs,
        clock: requests.clock,
        random: requests.random,
        concurrency: settings.concurrency,
        maxRetries: requests.maxRetries,
        deadline: requests.deadline,
        stop: requests.stop,
        abort: requests.abort,
        ...(watch && { checkFirst: () => watch.check() }),
    });
    const stopped = watch?.stoppedBy;
    if (stopped === undefined) {
        const isWeak = stored !== undefined && refusedBy?.code === WEAK_PASSWORD;
        const advice = isWeak ? adviceForWeak(stored, ledger.counts(), dryRun) : refusedBy?.advice;
        return notSentAfter(refusedBy && { ...refusedBy, advice: advice ?? '' });
    }
    // Servers that were sent before keep their outcome, so the reason may stand nowhere else. A run that
    // ends early has another reason.
    if (!requests.stop.aborted) {
        context.core.warning(`${(0,log/* describeReason */.Gk)(stopped)}. ${stopped.advice}.`, { title: report_report/* TITLE */.ly });
    }
    return stopped;
}
function notSentAfter(refusedBy) {
    return refusedBy === undefined
        ? { message: 'the server was in no request', advice: RUN_AGAIN }
        : {
            message: `not sent, because another call was refused: ${refusedBy.message}`,
            advice: refusedBy.advice,
        };
}

// EXTERNAL MODULE: ./build/github/event.js
var github_event = __webpack_require__(6830);
// EXTERNAL MODULE: ./build/inputs/dry-run.js
var dry_run = __webpack_require__(6305);
// EXTERNAL MODULE: ./build/inputs/servers.js + 4 modules
var servers = __webpack_require__(6084);
// EXTERNAL MODULE: ./build/actions/connection.js + 5 modules
var actions_connection = __webpack_require__(72);
;// CONCATENATED MODULE: ./build/actions/reset/settings.js







/**
 * Reads all inputs and the environment, and finds all of their problems at once.
 *
 * @returns undefined when there are problems
 */
async function readSettings({ event, inputs, secrets, }) {
    const api = inputs.choice('api', ecs/* APIS */.yc, 'batch');
    const { dryRun, notice } = (0,dry_run/* readDryRun */.n)(inputs, event, 'Real reset');
    const system = inputs.choice('os', password_rules/* SYSTEMS */.L, 'any');
    const given = settings_readPassword(inputs, event, { api, dryRun, system });
    const list = await (0,servers/* readServers */.lf)(inputs, secrets);
    const { settings: connection, target } = (0,actions_connection/* readConnection */.d)(inputs, event, {
        dryRun,
        defaultTimeoutSeconds: 600,
        sendsRequests: !(dryRun && api !== 'batch'),
        services: given.passwordSecret === undefined ? ['ecs'] : ['ecs', 'csms'],
    });
    const hasPasswordCheck = inputs.choice('check_password', ['true', 'false'], 'true') === 'true';
    const batchSize = inputs.integer('batch_size', { min: 1, max: 1_000 }, 1_000);
    const concurrency = inputs.integer('concurrency', { min: 1, max: 32 }, 4);
    const waitForServers = inputs.integer('wait_for_servers', { min: 0, max: 86_400 }, 300);
    const retryUnknownAfter = inputs.integer('retry_unknown_after', { min: 0, max: 86_400 }, 0);
    if (inputs.problems.length > 0 || list === undefined || target.kind === 'invalid') {
        return undefined;
    }
    return {
        servers: list.servers,
        names: list.names,
        duplicates: list.duplicates,
        ...given,
        system,
        dryRun,
        notice,
        api,
        checkPassword: hasPasswordCheck,
        batchSize: api === 'batch' ? batchSize : 1,
        concurrency,
        waitForServersMs: waitForServers * 1_000,
        retryUnknownAfterMs: retryUnknownAfter * 1_000,
        connection,
        requests: requestsOf(target, { api, dryRun }),
        warnings: inputs.warnings,
    };
}
function requestsOf(target, { api, dryRun }) {
    if (target.kind === 'skipped')
        return target;
    return dryRun && api !== 'batch'
        ? { kind: 'skipped', skipReason: `the call of api: ${api} has no dry run` }
        : { kind: 'sent', target: target.target };
}
function settings_readPassword(inputs, event, { api, dryRun, system }) {
    // Untrimmed: a password that is changed silently is known to nobody.
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
            inputs.addProblem('password', `is empty: give the new password from a secret${(0,github_event/* noSecrets */.f)(event)}`);
        }
        return { password: undefined };
    }
    const { errors, warnings } = (0,password_rules/* checkPassword */.O)(password, api, system);
    if (errors.length > 0)
        inputs.addProblem('password', errors.join('; and '));
    inputs.warnings.push(...warnings.map((warning) => `password ${warning} (newest documentation)`));
    return { password };
}

;// CONCATENATED MODULE: ./build/actions/reset/run.js













/**
 * Resets the passwords of the servers: masks the secrets, checks the inputs, sends the batches, reports.
 * The step fails unless every server is accepted.
 */
async function run(context) {
    const { clock, core, environment } = context;
    const start = (0,actions_start/* startAction */.R)(context);
    const { secrets } = start;
    const settings = await readSettings(start);
    if (settings === undefined) {
        await (0,actions_start/* failInputs */.U)(context, start.inputs, CAPTION);
        return;
    }
    const { requests, servers } = settings;
    const ledger = new Ledger(servers, RESET_ADVICE.outcomeUnknown);
    logPlan(core, settings, Math.ceil(servers.length / settings.batchSize));
    const { notSentReason, weakAdvice } = requests.kind === 'skipped'
        ? { notSentReason: { message: requests.skipReason, advice: '' } }
        : await resetServers({ ledger, secrets, settings, target: requests.target, context });
    const results = () => weakAdvice === undefined
        ? ledger.results(notSentReason)
        : withAdvice(ledger.results(notSentReason), weakAdvice);
    const report = resetReport({
        results: { [Symbol.iterator]: results },
        counts: ledger.counts(),
        names: settings.names,
        dryRun: settings.dryRun,
        skipReason: requests.kind === 'skipped' ? requests.skipReason : undefined,
        run: (0,report_report/* runFacts */.pI)(environment, start.started, clock.now()),
    });
    await (0,publish/* publish */.mk)(core, environment, resetPublication(report, (0,docs_address/* docsAddress */.y)(environment)));
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


/***/ })

};
