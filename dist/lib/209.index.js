export const id = 209;
export const ids = [209];
export const modules = {

/***/ 209:
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
;// CONCATENATED MODULE: ./build/actions/select/log.js


/** More servers are counted, not named. */
const MAX_NAMED = 500;
/** Says what the run will do, before anything is sent. */
function logPlan(core, settings) {
    const { list, requests, requirePlugin } = settings;
    for (const warning of settings.warnings)
        core.warning(warning, { title: report_report/* TITLE */.ly });
    if (list !== undefined && list.duplicates > 0) {
        core.info(`Duplicates left out of the list: ${list.duplicates}.`);
    }
    if (requests.kind === 'skipped') {
        core.warning(`No request was sent: ${requests.skipReason}.`, { title: report_report/* TITLE */.ly });
        return;
    }
    const { endpoint, source } = requests.target;
    const which = list === undefined ? 'the servers that fit the selectors' : (0,report_report/* servers */.b0)(list.servers.length);
    const flag = requirePlugin ? ', with the flag of the plug-in' : '';
    core.info(`Checking ${which} at ${endpoint}${flag}. Nothing is changed.`);
    core.info(`Credentials: ${source}.`);
}
/** The list may have changed while it was read, or the service counts servers that it does not list. */
function logOtherCount(core, listed, count) {
    core.warning(`The service lists ${(0,report_report/* servers */.b0)(listed)} for the selectors, but counts ${count}. If a server is missing, run again, or set expected_count.`, { title: report_report/* TITLE */.ly });
}
/** Logs one line for each round of waiting. */
function waitLog(core, selection) {
    return {
        waiting(delayMs) {
            core.info(`${progress(selection)} Next check in ${(0,log/* seconds */.YA)(delayMs)}.`);
        },
        gaveUp() {
            core.info(`${progress(selection)} No further check: it would begin after the end of timeout.`);
        },
    };
}
function progress(selection) {
    const waiting = selection.waiting();
    const selected = selection.selected().length;
    const others = countWords(waiting.map((id) => selection.verdictOf(id)?.word ?? ''));
    return `Ready: ${selected - waiting.length} of ${(0,report_report/* servers */.b0)(selected)}. The others wait: ${others}.`;
}
/** Names every server by which the selection differs from the reviewed list. */
function logDifference(core, { added, missing }, names, selection) {
    logServers(core, 'Selected, but not in expected_server_ids_file', added, (id) => (0,report_report/* serverLabel */.KM)(id, names));
    logServers(core, 'In expected_server_ids_file, but not selected', missing, (id) => {
        const verdict = selection.verdictOf(id);
        const why = verdict === undefined ? '' : ` (${verdict.outcome}: ${verdict.word ?? ''})`;
        return `${(0,report_report/* serverLabel */.KM)(id, names)}${why}`;
    });
}
/** Warns of servers that are not ready and left out, as the workflow wants it. */
function logSkipped(core, { counts, results, skipsNotReady }) {
    if (!skipsNotReady || counts.not_ready === 0)
        return;
    const words = countWords(Iterator.from(results).flatMap(({ outcome, word }) => {
        return outcome === 'not_ready' && word !== undefined ? [word] : [];
    }));
    core.warning(`${(0,report_report/* servers */.b0)(counts.not_ready)} left out, because of on_not_ready: skip: ${words}.`, {
        title: report_report/* TITLE */.ly,
    });
}
function countWords(words) {
    const counts = new Map();
    for (const word of words)
        counts.set(word, (counts.get(word) ?? 0) + 1);
    return Array.from(counts, ([word, count]) => `${count} ${word}`).join(', ');
}
function logServers(core, title, ids, describe) {
    if (ids.length === 0)
        return;
    core.info(`${title}:`);
    for (const id of ids.slice(0, MAX_NAMED))
        core.info(`  ${describe(id)}`);
    if (ids.length > MAX_NAMED)
        core.info(`  and ${ids.length - MAX_NAMED} more`);
}

// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./build/report/report-files.js
var report_files = __webpack_require__(4315);
// EXTERNAL MODULE: ./build/report/summary.js + 4 modules
var summary = __webpack_require__(31);
;// CONCATENATED MODULE: ./build/actions/select/conclusion.js


/** The result in one sentence or a few. */
function conclusionOf(report) {
    const { counts, skipReason } = report;
    const { excluded, not_ready: notReady, ready, requested, unknown } = counts;
    if (skipReason !== undefined)
        return `No request was sent for ${(0,report_report/* servers */.b0)(requested)}.`;
    if (isWithoutServers(report))
        return 'No server of the project fits the selectors.';
    const selected = requested - excluded;
    const others = [
        notReady > 0 ? `${notReady} not ready` : '',
        unknown > 0 ? `${unknown} unknown` : '',
        excluded > 0 ? `${excluded} excluded` : '',
    ].filter((part) => part !== '');
    const result = `${ready} of ${(0,report_report/* servers */.b0)(selected)} ${ready === 1 ? 'is' : 'are'} ready`;
    return [endSentence(report), `${[result, ...others].join(', ')}.`]
        .filter((part) => part !== '')
        .join(' ');
}
function isWithoutServers({ counts, end, isBySelectors }) {
    const hasEnded = end.guard !== undefined || end.reason !== undefined;
    return counts.requested === 0 && isBySelectors && !hasEnded;
}
/** Why the run ended early, where that is not shown with the servers. */
function endSentence({ counts, end }) {
    const reason = end.guard?.reason ?? end.reason;
    if (reason === undefined)
        return '';
    return counts.requested === 0 ? withAdvice(reason) : `${(0,log/* describeReason */.Gk)(reason)}.`;
}
function withAdvice(reason) {
    return `${(0,log/* describeReason */.Gk)(reason)}. ${reason.advice}.`;
}
/** What to do next, in one sentence or a few; empty where all is well. */
function nextStep(report) {
    const { counts, end, skipReason, skipsNotReady } = report;
    if (skipReason !== undefined) {
        return 'The servers were not checked: that takes a run with credentials.';
    }
    if (end.guard !== undefined)
        return 'The output server_ids is empty, so that no later step can use this selection.';
    if (end.reason !== undefined)
        return '';
    if (isWithoutServers(report)) {
        return 'Check tags, name and enterprise_project_id, and region and project_id. Upper and lower case differ.';
    }
    const sentences = [];
    if (counts.ready === 0) {
        sentences.push('The step fails, because there is no server that a later step could use.');
    }
    if (counts.not_ready > 0 && !skipsNotReady) {
        sentences.push('For the servers that are not ready fix the cause shown for them, or set wait. With on_not_ready: skip they are left out.');
    }
    return sentences.join(' ');
}

;// CONCATENATED MODULE: ./build/actions/select/verdict.js
/** What became of one server. Every requested server ends in exactly one of these. */
const OUTCOMES = ['ready', 'not_ready', 'unknown', 'excluded'];
const READY = { outcome: 'ready' };

;// CONCATENATED MODULE: ./build/actions/select/selection.js

/**
 * What is known about every requested server at this moment. The run can end at any moment, and the
 * report is still true.
 */
class Selection {
    #entries = new Map();
    #cleanName;
    #isByName;
    /**
     * @param requested ids in the order of the list; undefined when the selectors make the request, and the
     *   order is that of the names
     * @param names of servers that have one, by id; cleaned
     * @param cleanName makes the name of a row fit to be shown
     */
    constructor(requested, names, cleanName) {
        this.#isByName = requested === undefined;
        this.#cleanName = cleanName;
        for (const id of requested ?? []) {
            this.#entries.set(id, { verdict: undefined, name: names.get(id) ?? '', os: undefined });
        }
    }
    /** Notes the name and the system of a server, and adds it when it is not requested yet. */
    describe({ id, name, os }) {
        const cleaned = this.#cleanName(name);
        const entry = this.#entries.get(id);
        if (entry === undefined)
            this.#entries.set(id, { verdict: undefined, name: cleaned, os });
        else {
            entry.os = os;
            if (cleaned !== '')
                entry.name = cleaned;
        }
    }
    /** Records what is known about a server, and adds it when it is not requested yet. */
    record(id, verdict) {
        const entry = this.#entries.get(id);
        if (entry === undefined)
            this.#entries.set(id, { verdict, name: '', os: undefined });
        else
            entry.verdict = verdict;
    }
    /** Gives a verdict to the servers that have none yet. */
    endOpen(verdict) {
        for (const entry of this.#entries.values())
            entry.verdict ??= verdict;
    }
    /** Takes back that servers are ready. */
    withdrawReady(verdict) {
        for (const entry of this.#entries.values()) {
            if (entry.verdict === undefined || entry.verdict === READY)
                entry.verdict = verdict;
        }
    }
    /** The servers that no filter leaves out, ready or not. */
    selected() {
        return this.#idsOf((verdict) => verdict?.outcome !== 'excluded');
    }
    /** The servers without a verdict. */
    open() {
        return this.#idsOf((verdict) => verdict === undefined);
    }
    /** The servers for which a later check may tell something else. */
    waiting() {
        return this.#idsOf((verdict) => {
            return verdict?.outcome === 'not_ready' || verdict?.outcome === 'unknown';
        });
    }
    verdictOf(id) {
        return this.#entries.get(id)?.verdict;
    }
    osOf(id) {
        return this.#entries.get(id)?.os;
    }
    nameOf(id) {
        return this.#entries.get(id)?.name ?? '';
    }
    names() {
        return new Map([...this.#entries].flatMap(([id, { name }]) => (name === '' ? [] : [[id, name]])));
    }
    /** @param ended why a server that was not checked was not */
    results(ended) {
        return this.#sorted().map(([id, { verdict }]) => {
            const { outcome, reason, word } = verdict ?? {
                outcome: 'unknown',
                word: 'run_ended',
                reason: ended,
            };
            return {
                id,
                outcome,
                ...(word !== undefined && { word }),
                ...(reason !== undefined && { reason }),
            };
        });
    }
    #sorted() {
        const entries = [...this.#entries];
        return this.#isByName
            ? entries.sort(([a, { name: nameA }], [b, { name: nameB }]) => {
                return compare(nameA, nameB) || compare(a, b);
            })
            : entries;
    }
    #idsOf(isWanted) {
        return [...this.#entries].filter(([, { verdict }]) => isWanted(verdict)).map(([id]) => id);
    }
}
/** By code units, so that the order is the same everywhere. */
function compare(a, b) {
    if (a === b)
        return 0;
    return a < b ? -1 : 1;
}
function countsOf(results) {
    const counts = { ready: 0, not_ready: 0, unknown: 0, excluded: 0, requested: results.length };
    for (const { outcome } of results)
        counts[outcome] += 1;
    return counts;
}

;// CONCATENATED MODULE: ./build/actions/select/select-report.js



/** More characters of a server's name are never shown. */
const MAX_NAME = 64;
const NOT_CHECKED = { message: 'the run ended before the server was checked', advice: 'Run again' };
function selectReport({ end, names, run, selection, settings }) {
    const results = selection.results(end.reason ?? NOT_CHECKED);
    const { requests, skipsNotReady } = settings;
    return {
        action: 'select',
        outcomes: OUTCOMES,
        good: skipsNotReady ? ['ready', 'not_ready', 'excluded'] : ['ready', 'excluded'],
        results,
        counts: countsOf(results),
        names,
        skipReason: requests.kind === 'skipped' ? requests.skipReason : undefined,
        run,
        end,
        skipsNotReady,
        isBySelectors: settings.list === undefined,
    };
}
/** Whether the step passes: every selected server is ready, or no request could be sent for a check. */
function isSuccess(report) {
    const { counts, end, skipReason } = report;
    if (skipReason !== undefined)
        return true;
    const hasEnded = end.guard !== undefined || end.reason !== undefined;
    return (0,report_report/* isComplete */.As)(report) && counts.ready > 0 && !hasEnded;
}

// EXTERNAL MODULE: ./build/report/markup.js
var markup = __webpack_require__(9271);
// EXTERNAL MODULE: ./build/report/reason-groups.js
var reason_groups = __webpack_require__(6716);
// EXTERNAL MODULE: ./build/report/summary-content.js
var summary_content = __webpack_require__(3539);
;// CONCATENATED MODULE: ./build/actions/select/summary.js







/** A longer table is folded away. */
const MAX_OPEN_ROWS = 30;
const LABELS = {
    ready: 'ready',
    not_ready: 'not ready',
    unknown: 'unknown',
    excluded: 'excluded',
};
const SQUARE_OF = {
    ready: summary_content/* SQUARES */.p.good,
    not_ready: summary_content/* SQUARES */.p.bad,
    unknown: summary_content/* SQUARES */.p.unknown,
    excluded: summary_content/* SQUARES */.p.aside,
};
const SYSTEM_NAMES = { linux: 'Linux', windows: 'Windows' };
/**
 * The job summary of a selection.
 *
 * @param reportFile path of the file with the whole result; empty when it could not be written
 */
function selectSummary(report, selection, reportFile) {
    const { counts, end, names, results, skipReason } = report;
    const groups = (0,reason_groups/* groupByReason */.H9)(results).filter(({ outcome }) => outcome !== 'ready');
    const isWritten = reportFile !== '';
    const next = nextStep(report);
    return {
        headline: headlineOf(report),
        caption: (0,markup/* markup */.PT) `Selection of servers`,
        counts: OUTCOMES.map((outcome) => ({
            label: LABELS[outcome],
            count: counts[outcome],
            square: SQUARE_OF[outcome],
        })),
        paragraphs: [(0,markup/* markup */.PT) `Nothing was changed: this action only reads.`],
        steps: next === '' ? [] : [(0,markup/* markup */.PT) `${next}`],
        rerunLists: [],
        reasons: skipReason === undefined ? groups.map(reasonOf) : [],
        details: [],
        tables: [tableOf(report, selection)],
        lists: differenceLists(end),
        names,
        whereAllIs: isWritten
            ? (0,markup/* markup */.PT) `The report file has all of them, if the workflow keeps it.`
            : (0,markup/* markup */.PT) ``,
        notes: isWritten ? [] : [(0,markup/* markup */.PT) `**The report file could not be written, so the step failed.**`],
    };
}
function headlineOf(report) {
    const { counts, end, skipReason } = report;
    const { excluded, ready, requested } = counts;
    const selected = requested - excluded;
    if (skipReason !== undefined)
        return (0,markup/* markup */.PT) `\u26a0\ufe0f No request was sent: ${skipReason}`;
    if (end.guard !== undefined)
        return (0,markup/* markup */.PT) `\u274c Nothing is output: ${end.guard.reason.message}`;
    if (end.reason !== undefined)
        return (0,markup/* markup */.PT) `\u274c Not all servers were checked: ${end.reason.message}`;
    if (requested === 0)
        return (0,markup/* markup */.PT) `\u274c No server fits the selectors`;
    if (isSuccess(report)) {
        return ready === selected
            ? (0,markup/* markup */.PT) `\u2705 Ready: ${(0,report_report/* servers */.b0)(ready)}`
            : (0,markup/* markup */.PT) `\u26a0\ufe0f Ready: ${ready} of ${(0,report_report/* servers */.b0)(selected)}; the others are left out`;
    }
    return (0,markup/* markup */.PT) `\u274c Ready: ${ready} of ${(0,report_report/* servers */.b0)(selected)}`;
}
function reasonOf({ count, ids, outcome, reason, requestIds, word, }) {
    return {
        square: SQUARE_OF[outcome],
        outcome: LABELS[outcome],
        count,
        what: reason?.message ?? LABELS[outcome],
        code: reason?.code ?? word,
        docs: word === undefined ? undefined : `troubleshooting/select.md#${word}`,
        advice: reason?.advice ?? '',
        ids,
        requestIds,
    };
}
function tableOf({ names, results }, selection) {
    const rows = [...results]
        .filter(({ outcome }) => outcome !== 'excluded')
        .map(({ id, outcome, word }) => {
        const os = selection.osOf(id);
        const label = word === undefined ? LABELS[outcome] : `${LABELS[outcome]}, ${word}`;
        return [
            names.get(id) ?? '',
            id,
            os === undefined ? '' : SYSTEM_NAMES[os],
            (0,markup/* markup */.PT) `${SQUARE_OF[outcome]} ${label}`,
        ];
    });
    return {
        title: `Selected: ${(0,report_report/* servers */.b0)(rows.length)}`,
        columns: [{ title: 'Name' }, { title: 'ID' }, { title: 'System' }, { title: 'Readiness' }],
        rows,
        maxOpenRows: MAX_OPEN_ROWS,
    };
}
function differenceLists({ guard }) {
    const { added = [], missing = [] } = guard?.difference ?? {};
    return [
        listOf('Selected, but not in expected_server_ids_file', added),
        listOf('In expected_server_ids_file, but not selected', missing),
    ].filter(({ count }) => count > 0);
}
function listOf(title, ids) {
    return { title: `${title}: ${(0,report_report/* servers */.b0)(ids.length)}`, count: ids.length, ids, requestIds: [] };
}

;// CONCATENATED MODULE: ./build/actions/select/publication.js






/**
 * How the report of a selection is told.
 *
 * @param docs address of the folder docs/; undefined for no links
 */
function selectPublication(report, selection, docs) {
    const isReady = (outcome) => outcome === 'ready';
    return {
        report,
        passes: isSuccess(report),
        conclusion: conclusionOf(report),
        nextStep: nextStep(report),
        summary: (reportFile) => (0,summary/* renderSummary */.B)(selectSummary(report, selection, reportFile), docs),
        furtherLists: {
            server_ids: ({ outcome }) => isReady(outcome),
            linux_server_ids: ({ id, outcome }) => isReady(outcome) && selection.osOf(id) === 'linux',
            windows_server_ids: ({ id, outcome }) => isReady(outcome) && selection.osOf(id) === 'windows',
        },
        writeFiles: async (folder) => {
            const path = (0,external_node_path_.join)(folder, 'server-ids.json');
            await (0,report_files/* writeLines */.x1)(path, readyLines(report, selection));
            return { server_ids_file: path };
        },
    };
}
/** A JSON array with a line for each server, which the actions take as `server_ids_file`. */
function* readyLines({ results }, selection) {
    let separator = '[';
    for (const { id, outcome } of results) {
        if (outcome !== 'ready')
            continue;
        const server = { id, name: selection.nameOf(id), os: selection.osOf(id) ?? '' };
        yield `${separator}${JSON.stringify(server)}`;
        separator = ',';
    }
    yield separator === '[' ? '[]' : ']';
}

// EXTERNAL MODULE: ./build/huaweicloud/ecs-texts.js
var ecs_texts = __webpack_require__(3241);
// EXTERNAL MODULE: ./build/actions/session.js + 4 modules
var session = __webpack_require__(9206);
// EXTERNAL MODULE: ./build/huaweicloud/server-list.js + 1 modules
var server_list = __webpack_require__(8561);
;// CONCATENATED MODULE: ./build/actions/select/name-pattern.js
/**
 * An exact name, or a pattern in which `*` stands for any characters. Linear in the name, whatever the
 * pattern: no expression is built from it.
 */
function namePattern(pattern) {
    const [first = '', ...rest] = pattern.split('*');
    const last = rest.pop();
    if (last === undefined)
        return (name) => name === first;
    return (name) => {
        if (!name.startsWith(first) || !name.endsWith(last))
            return false;
        const end = name.length - last.length;
        let from = first.length;
        for (const part of rest) {
            const at = name.indexOf(part, from);
            if (at < 0)
                return false;
            from = at + part.length;
        }
        return from <= end;
    };
}
/** The longest part of a pattern without `*`, which every fitting name contains. */
function fixedPart(pattern) {
    return pattern
        .split('*')
        .reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}

// EXTERNAL MODULE: ./build/inputs/shared-texts.js
var shared_texts = __webpack_require__(7510);
;// CONCATENATED MODULE: ./build/actions/select/select-texts.js

const RUN_AGAIN = 'Run again';
/** What to do when the list of servers cannot be read. */
const LIST_ADVICE = {
    ...(0,shared_texts/* adviceTexts */.x)({
        outcomeUnknown: RUN_AGAIN,
        tryAgain: RUN_AGAIN,
        grantPermission: 'Grant the action ecs:cloudServers:list to the user or agency of the credentials. Who has rights in one enterprise project only also has to give enterprise_project_id',
        passwordForCheck: '',
        reduceBatchSize: '',
    }),
    checkCall: 'Check region (or endpoint) and project_id, and whether that cloud offers the list of servers (v1)',
};
/** What to do when the flag of a server cannot be read. */
const FLAG_ADVICE = {
    ...LIST_ADVICE,
    grantPermission: 'Grant the action ecs:cloudServers:showResetPasswordFlag to the user or agency of the credentials, or set require_plugin to false',
    checkCall: 'This cloud does not have the call that tells whether the plug-in is installed: set require_plugin to false',
};
/** Shared objects, so that servers with the same reason are shown as one group. */
const REASONS = {
    notFound: {
        message: 'the server does not exist in this project and region',
        advice: 'Remove the ID from the list, or check region and project_id',
    },
    locked: { message: 'the server is locked', advice: 'Unlock the server, then run again' },
    frozen: {
        message: 'the server is frozen',
        advice: 'Unfreeze the server (renew it or settle the account), then run again',
    },
    noPlugin: {
        message: 'the password-reset plug-in is not installed or has not reported yet',
        advice: 'Install the one-click password-reset plug-in, or set wait: a new server reports it some minutes after its start',
    },
    tagMissing: { message: 'the server does not have all of the tags in tags', advice: '' },
    tagExcluded: { message: 'the server has one of the tags in exclude_tags', advice: '' },
    name: { message: 'the name of the server fits none of the names in name', advice: '' },
    enterpriseProject: {
        message: 'the server belongs to another enterprise project than enterprise_project_id',
        advice: '',
    },
    age: { message: 'the server was created before the time of created_within', advice: '' },
    noEnterpriseProject: {
        message: 'the list of servers does not tell the enterprise project of the server',
        advice: 'Leave out enterprise_project_id where the cloud has no enterprise projects',
    },
    noCreationTime: {
        message: 'the list of servers does not tell when the server was created',
        advice: 'Leave out created_within',
    },
    notReached: {
        message: 'the run ended before the server was checked',
        advice: RUN_AGAIN,
    },
};
/** The names of states and tasks are from outside, so only what looks like one is shown. */
const STATE = /^[A-Za-z_-]{1,40}$/;
function taskReason(task) {
    const shown = STATE.test(task) ? ` (${task})` : '';
    return {
        message: `a task is under way on the server${shown}`,
        advice: 'Wait until it has ended, or set wait',
    };
}
function statusReason(status) {
    const shown = STATE.test(status) ? status : 'unknown';
    return {
        message: `the status of the server is ${shown}, and a reset needs ACTIVE or SHUTOFF`,
        advice: 'Wait until the server is running or stopped, or set wait. If it stays in this status, see it in the console',
    };
}
const select_texts_SYSTEM_NAMES = { linux: 'Linux', windows: 'Windows' };
function systemReason(wanted, found) {
    const message = found === undefined
        ? `the list of servers does not tell the operating system, and os is ${wanted}`
        : `the operating system is ${select_texts_SYSTEM_NAMES[found]}, and os is ${wanted}`;
    return { message, advice: '' };
}

;// CONCATENATED MODULE: ./build/actions/select/filters.js


/** Stands for all enterprise projects of the user. */
const ALL_PROJECTS = 'all_granted_eps';
/** More would be too long for a URL; the others are checked on the rows all the same. */
const MAX_TAGS_SENT = 10;
/** Characters that the service cannot take for a pattern of its own. */
const PLAIN_NAME = /^[A-Za-z0-9_-]{1,64}$/;
/** What the service can filter by itself. It compares coarsely, and the rows are checked again. */
function serviceFilter({ enterpriseProjectId, names, tags }) {
    const [name = '', ...others] = names.map(fixedPart);
    return {
        tags: tags.slice(0, MAX_TAGS_SENT).map(({ key, value }) => {
            // A tag with an empty value may stand in the list without the sign.
            return value === undefined || value === '' ? key : `${key}=${value}`;
        }),
        ...(others.length === 0 && PLAIN_NAME.test(name) && { name }),
        ...(enterpriseProjectId !== undefined && { enterpriseProjectId }),
    };
}
/** The filters that make the request where no ids are given. */
function selectorFilter({ enterpriseProjectId, names, tags }) {
    const patterns = names.map(namePattern);
    return (row) => tagVerdict(row, tags) ?? nameVerdict(row, patterns) ?? projectVerdict(row, enterpriseProjectId);
}
/**
 * The other filters, which leave servers out of the request.
 *
 * @param now milliseconds since the epoch
 */
function exclusionFilter({ createdWithinMs, excludeTags, os }, now) {
    return (row) => excludedTagVerdict(row, excludeTags) ??
        systemVerdict(row, os) ??
        ageVerdict(row, createdWithinMs, now);
}
function tagVerdict(row, tags) {
    return tags.every((tag) => hasTag(row, tag)) ? undefined : excluded('tag', REASONS.tagMissing);
}
function excludedTagVerdict(row, tags) {
    return tags.some((tag) => hasTag(row, tag)) ? excluded('tag', REASONS.tagExcluded) : undefined;
}
/** A tag with an empty value stands in the row as `key` or as `key=`. */
function hasTag({ tags }, { key, value }) {
    return tags.some((text) => {
        const end = text.indexOf('=');
        const [ownKey, ownValue] = end < 0 ? [text, ''] : [text.slice(0, end), text.slice(end + 1)];
        return ownKey === key && (value === undefined || value === ownValue);
    });
}
function nameVerdict(row, patterns) {
    const fits = patterns.length === 0 || patterns.some((isFitting) => isFitting(row.name));
    return fits ? undefined : excluded('name', REASONS.name);
}
function projectVerdict(row, id) {
    if (id === undefined || id === ALL_PROJECTS || row.enterpriseProjectId === id)
        return undefined;
    return row.enterpriseProjectId === undefined
        ? { outcome: 'unknown', word: 'unreadable', reason: REASONS.noEnterpriseProject }
        : excluded('enterprise_project', REASONS.enterpriseProject);
}
function systemVerdict(row, os) {
    return os === 'any' || row.os === os ? undefined : excluded('os', systemReason(os, row.os));
}
function ageVerdict({ created }, withinMs, now) {
    if (withinMs === undefined)
        return undefined;
    if (created === undefined) {
        return { outcome: 'unknown', word: 'unreadable', reason: REASONS.noCreationTime };
    }
    return created < now - withinMs ? excluded('age', REASONS.age) : undefined;
}
function excluded(word, reason) {
    return { outcome: 'excluded', word, reason };
}

// EXTERNAL MODULE: ./node_modules/p-limit/index.js + 1 modules
var p_limit = __webpack_require__(370);
// EXTERNAL MODULE: ./build/huaweicloud/error-codes.js + 2 modules
var error_codes = __webpack_require__(8049);
// EXTERNAL MODULE: ./build/node_modules/zod/mini.js
var mini = __webpack_require__(8774);
// EXTERNAL MODULE: ./build/huaweicloud/ecs-read.js
var ecs_read = __webpack_require__(1469);
// EXTERNAL MODULE: ./build/huaweicloud/schemas.js
var schemas = __webpack_require__(9533);
;// CONCATENATED MODULE: ./build/huaweicloud/plugin-flag.js



const Flag = mini/* object */.Ik({ resetpwd_flag: mini/* string */.Yj().check(mini/* maxLength */.Ru(10)) });
/**
 * Reads whether the password of a server can be reset, which needs the password-reset plug-in.
 *
 * Source: ECS API reference, "Querying Whether the Password of an ECS Can Be Reset" (the flag is the
 * text `True` or `False`).
 */
function readPluginFlag(serverId, service, context) {
    return (0,ecs_read/* readEcs */.Y)(service, {
        path: (projectId) => `/v1/${projectId}/cloudservers/${serverId}/os-resetpwd-flag`,
        read: (response) => {
            const flag = (0,schemas/* readBody */.x8)(Flag, response)?.resetpwd_flag.toLowerCase();
            return flag === 'true' || flag === 'false' ? flag === 'true' : undefined;
        },
    }, context);
}

;// CONCATENATED MODULE: ./build/huaweicloud/rate-limit-pause.js
/**
 * Lets all requests that share it wait while the service limits the rate of calls: another request would
 * only be refused as well.
 */
class RateLimitPause {
    #clock;
    #stop;
    #until = 0;
    #endedBy;
    /** @param stop ends all waiting at once */
    constructor(clock, stop) {
        this.#clock = clock;
        this.#stop = stop;
    }
    /** Why no further request can be sent before the deadline, once that is so. */
    get endedBy() {
        return this.#endedBy;
    }
    /** Resolves when a request may be sent. */
    async wait() {
        for (;;) {
            const leftMs = this.#until - this.#clock.now();
            if (leftMs <= 0 || this.#stop.aborted)
                return;
            await this.#clock.sleep(leftMs, this.#stop);
        }
    }
    /** No request may be sent for the next `ms` milliseconds. */
    hold(ms) {
        this.#until = Math.max(this.#until, this.#clock.now() + ms);
    }
    /** No request may be sent before the deadline. */
    end(reason) {
        this.#endedBy ??= reason;
    }
}

;// CONCATENATED MODULE: ./build/actions/select/readiness.js

/** The statuses in which a reset is possible. */
const READY_STATUSES = ['ACTIVE', 'SHUTOFF'];
/**
 * Why a server cannot be reset now, by its row: the first reason that applies. A task comes first,
 * because a server that is being shut down is still `ACTIVE`.
 *
 * @returns undefined when only the plug-in is left to check
 */
function rowVerdict({ frozen, locked, status, taskState }) {
    if (taskState !== null)
        return notReady('busy', taskReason(taskState));
    if (!READY_STATUSES.includes(status))
        return notReady('wrong_status', statusReason(status));
    if (locked)
        return notReady('locked', REASONS.locked);
    return frozen ? notReady('frozen', REASONS.frozen) : undefined;
}
function notReady(word, reason) {
    return { outcome: 'not_ready', word, reason };
}

;// CONCATENATED MODULE: ./build/actions/select/flags.js







/** After so many refusals in a row the permission is taken as missing for all servers. */
const MAX_FORBIDDEN_IN_A_ROW = 5;
/** Reads the plug-in flags of servers, a few at once, and records them. */
class FlagReader {
    #service;
    #context;
    #selection;
    #pause;
    #limit;
    #forbiddenInARow = 0;
    #refusedBy;
    constructor(service, context, selection, concurrency) {
        this.#pause = new RateLimitPause(context.clock, context.stop);
        this.#service = service;
        this.#context = { ...context, pause: this.#pause };
        this.#selection = selection;
        this.#limit = (0,p_limit/* default */.A)(concurrency);
    }
    /** Why no further flag can be read, once that is so. */
    get endedBy() {
        return this.#refusedBy ?? this.#pause.endedBy;
    }
    /** Where the run ends before, a server keeps what was known about it. */
    async read(ids) {
        await Promise.all(ids.map((id) => this.#limit(() => this.#readOne(id))));
    }
    async #readOne(id) {
        if (this.#context.stop.aborted)
            return;
        if (this.endedBy !== undefined) {
            this.#selection.record(id, unreadable(this.endedBy));
            return;
        }
        const flag = await readPluginFlag(id, this.#service, this.#context);
        if (flag.ok) {
            this.#forbiddenInARow = 0;
            this.#selection.record(id, flag.value ? READY : notReady('no_plugin', REASONS.noPlugin));
        }
        else {
            this.#recordFailure(id, flag.error);
        }
    }
    #recordFailure(id, { reason, refused, status }) {
        // The run ended while the request was under way.
        if (!refused && this.#context.stop.aborted)
            return;
        const scope = (0,error_codes/* knownCode */.Fk)(reason.code)?.scope;
        if (refused && status === 403) {
            this.#forbiddenInARow += 1;
            if (this.#forbiddenInARow >= MAX_FORBIDDEN_IN_A_ROW)
                this.#refusedBy ??= reason;
        }
        else if (refused && (status === 401 || scope === 'request')) {
            this.#refusedBy ??= reason;
        }
        else if (refused && status === 404) {
            this.#selection.record(id, notReady('not_found', REASONS.notFound));
            return;
        }
        this.#selection.record(id, unreadable(reason));
    }
}
function unreadable(reason) {
    return { outcome: 'unknown', word: 'unreadable', reason };
}

;// CONCATENATED MODULE: ./build/actions/select/check-servers.js






/** Finds servers and checks whether they are ready. What is known is in the selection. */
class ServerCheck {
    #services;
    #context;
    #selection;
    #options;
    #flags;
    #isSelected;
    #isExcluded;
    constructor(services, context, selection, options) {
        this.#services = services;
        this.#context = context;
        this.#selection = selection;
        this.#options = options;
        this.#flags = new FlagReader(services.flag, context, selection, options.concurrency);
        this.#isSelected = selectorFilter(options.filters);
        this.#isExcluded = exclusionFilter(options.filters, context.clock.now());
    }
    /** Why no further server can be checked, once that is so. */
    get endedBy() {
        return this.#flags.endedBy;
    }
    /**
     * Reads the rows of the requested servers, by ID, and applies the filters. Servers whose row is fine
     * stay open.
     *
     * @returns why the list could not be read, if so
     */
    async readRowsById(ids) {
        await this.#readRows(ids);
        return this.#listFailure;
    }
    /** The same for the servers that the selectors find. */
    async readRowsBySelectors() {
        const { filters, onOtherCount } = this.#options;
        const list = await (0,server_list/* listServersByFilter */.YF)(serviceFilter(filters), this.#services.list, this.#context);
        const { servers } = list.ok ? list.value : list.error;
        for (const server of servers.values())
            this.#recordListed(server);
        if (!list.ok)
            return list.error.reason;
        if (list.value.count > servers.size)
            onOtherCount(servers.size, list.value.count);
        return undefined;
    }
    /** Decides whether the servers are ready whose row is fine. */
    async readFlags(ids) {
        if (this.#options.requirePlugin)
            await this.#flags.read(ids);
        else
            for (const id of ids)
                this.#selection.record(id, READY);
    }
    /** Checks servers once more. Where the run ends before, they keep what was known about them. */
    async checkAgain(ids) {
        const fine = await this.#readRows(ids);
        if (!this.#context.stop.aborted)
            await this.readFlags(fine);
    }
    #listFailure;
    /** @returns the servers whose row is fine */
    async #readRows(ids) {
        const list = await (0,server_list/* listServersById */.fO)(ids, this.#services.list, this.#context);
        this.#listFailure = list.failure?.reason;
        return [...list.servers.values()].flatMap((server) => {
            return this.#recordStatus(server) ? [server.id] : [];
        });
    }
    /** @returns whether the row of the server is fine */
    #recordStatus(server) {
        switch (server.kind) {
            case 'server':
                return this.#recordRow(server);
            case 'not_found':
                this.#selection.record(server.id, notReady('not_found', REASONS.notFound));
                return false;
            case 'unreadable':
                if (!this.#context.stop.aborted) {
                    this.#selection.record(server.id, unreadable(server.reason));
                }
                return false;
        }
    }
    #recordRow(row) {
        this.#selection.describe(row);
        const verdict = this.#isSelected(row) ?? this.#isExcluded(row) ?? rowVerdict(row);
        if (verdict === undefined)
            return true;
        this.#selection.record(row.id, verdict);
        return false;
    }
    /** A server that the service lists, but that does not fit the selectors, is not requested. */
    #recordListed(server) {
        if (server.kind === 'unreadable') {
            this.#selection.record(server.id, unreadable(server_list/* UNREADABLE_ROW */.Xd));
        }
        else if (server.kind === 'not_found') {
            this.#selection.record(server.id, notReady('not_found', REASONS.notFound));
        }
        else if (this.#isSelected(server)?.outcome !== 'excluded') {
            this.#recordRow(server);
        }
    }
}

;// CONCATENATED MODULE: ./build/actions/select/guards.js

/** Checks a selection. The difference to the list comes first, because it says the most. */
function checkGuards(selected, { expectedCount, expectedServers, maxServers }) {
    const count = selected.length;
    const difference = differenceTo(expectedServers, selected);
    if (difference !== undefined) {
        const { added, missing } = difference;
        return {
            difference,
            reason: {
                message: `the selection differs from expected_server_ids_file: ${(0,report_report/* servers */.b0)(added.length)} added, ${(0,report_report/* servers */.b0)(missing.length)} missing`,
                advice: 'Check the servers in the log, then correct the filters or have the list reviewed again',
            },
        };
    }
    if (expectedCount !== undefined && count !== expectedCount) {
        return {
            reason: {
                message: `${(0,report_report/* servers */.b0)(count)} selected, and expected_count is ${expectedCount}`,
                advice: 'Check the filters, or correct expected_count',
            },
        };
    }
    if (count > maxServers) {
        return {
            reason: {
                message: `${(0,report_report/* servers */.b0)(count)} selected, and max_servers is ${maxServers}`,
                advice: 'Check the filters: they may fit servers that are not meant. If all are meant, raise max_servers',
            },
        };
    }
    return undefined;
}
function differenceTo(expected, selected) {
    if (expected === undefined)
        return undefined;
    const found = new Set(selected);
    const added = selected.filter((id) => !expected.has(id));
    const missing = [...expected].filter((id) => !found.has(id));
    return added.length === 0 && missing.length === 0 ? undefined : { added, missing };
}

;// CONCATENATED MODULE: ./build/actions/select/wait.js
const FIRST_DELAY_MS = 10_000;
const MAX_DELAY_MS = 30_000;
const GROWTH = 1.5;
/**
 * Checks the servers that are not ready again, every 10 seconds growing to 30, until all are ready or the
 * time is up; the last check is at its end.
 *
 * @param waitMs from now
 */
async function waitUntilReady(check, selection, waitMs, { clock, deadline, stop }, observer) {
    const end = clock.now() + waitMs;
    const isStopped = () => stop.aborted;
    let delayMs = FIRST_DELAY_MS;
    for (;;) {
        const ids = selection.waiting();
        const leftMs = end - clock.now();
        if (ids.length === 0 || leftMs <= 0 || isStopped() || check.endedBy !== undefined)
            return;
        const nextMs = Math.min(delayMs, leftMs);
        if (clock.now() + nextMs >= deadline) {
            observer.gaveUp();
            return;
        }
        observer.waiting(nextMs);
        await clock.sleep(nextMs, stop);
        if (isStopped())
            return;
        await check.checkAgain(ids);
        delayMs = Math.min(MAX_DELAY_MS, delayMs * GROWTH);
    }
}

;// CONCATENATED MODULE: ./build/actions/select/select.js







/** Signs in, reads the servers and checks them. The verdicts are in the selection. */
async function selectServers(plan) {
    const { context, secrets, settings, target } = plan;
    const end = { current: {} };
    const result = await (0,session/* withSession */.fQ)({ context, secrets, settings: settings.connection, target, advice: LIST_ADVICE }, async (session, requests) => {
        end.current = await checkServers(plan, session, requests);
    });
    return result.ok || end.current.guard !== undefined ? end.current : { reason: result.error };
}
async function checkServers(plan, session, requests) {
    const { context, selection, settings } = plan;
    const { concurrency, filters, requirePlugin } = settings;
    const check = new ServerCheck(servicesOf(plan.target, session, requests), requests, selection, {
        filters,
        requirePlugin,
        concurrency,
        onOtherCount: (listed, count) => {
            logOtherCount(context.core, listed, count);
        },
    });
    const listFailure = settings.list === undefined
        ? await check.readRowsBySelectors()
        : await check.readRowsById(settings.list.servers);
    if (requests.stop.aborted)
        return {};
    if (listFailure !== undefined) {
        selection.endOpen(endedBy(listFailure));
        return { reason: listFailure };
    }
    const first = applyGuards(plan);
    if (first !== undefined)
        return { guard: first };
    await check.readFlags(selection.open());
    await waitUntilReady(check, selection, settings.waitMs, requests, waitLog(context.core, selection));
    // A server that could not be read at first may have been left out by a filter since.
    const last = applyGuards(plan);
    return last === undefined ? {} : { guard: last };
}
function applyGuards({ selection, settings }) {
    const result = checkGuards(selection.selected(), settings.guards);
    if (result !== undefined) {
        selection.withdrawReady({ outcome: 'unknown', word: 'guard', reason: result.reason });
    }
    return result;
}
function endedBy({ message, ...reason }) {
    return {
        outcome: 'unknown',
        word: 'run_ended',
        reason: { ...reason, message: `the list of servers is incomplete: ${message}` },
    };
}
function servicesOf({ endpoint }, session, requests) {
    const list = (0,ecs_texts/* ecsTexts */.K)(session, { ...requests, advice: LIST_ADVICE });
    const flag = (0,ecs_texts/* ecsTexts */.K)(session, { ...requests, advice: FLAG_ADVICE });
    return {
        list: { endpoint, session, texts: list },
        flag: { endpoint, session, texts: flag },
    };
}

;// CONCATENATED MODULE: ./build/inputs/duration.js
const UNITS_MS = {
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
};
/**
 * Reads a duration such as `90m`, `2h` or `7d`, in milliseconds; undefined when it is not given or when
 * there is a problem.
 */
function readDuration(inputs, name) {
    const given = inputs.text(name);
    if (given === '')
        return undefined;
    const [, number = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/i.exec(given) ?? [];
    const unitMs = UNITS_MS[unit.toLowerCase()];
    if (unitMs !== undefined)
        return Number(number) * unitMs;
    inputs.addProblem(name, 'is not a valid duration: write a whole number above 0 with m, h or d, such as 90m, 2h or 7d');
    return undefined;
}

// EXTERNAL MODULE: ./build/inputs/password-rules.js
var password_rules = __webpack_require__(3745);
// EXTERNAL MODULE: ./build/inputs/servers.js + 4 modules
var servers = __webpack_require__(6084);
// EXTERNAL MODULE: ./build/actions/connection.js + 5 modules
var actions_connection = __webpack_require__(72);
;// CONCATENATED MODULE: ./build/actions/select/read-filters.js
/** The characters of the longest tags and names, and some more. */
const MAX_KEY = 128;
const MAX_VALUE = 255;
const read_filters_MAX_NAME = 128;
const MAX_LINES = 1_000;
const LINE_END = /\r\n|\r|\n/;
const INVISIBLE = /\p{C}/u;
/** Reads lines of `key=value` or `key`. */
function readTags(inputs, input) {
    const tags = [];
    for (const [line, text] of linesOf(inputs, input)) {
        const end = text.indexOf('=');
        const key = (end < 0 ? text : text.slice(0, end)).trim();
        const value = end < 0 ? undefined : text.slice(end + 1).trim();
        const problem = tagProblem(key, value);
        if (problem === undefined)
            tags.push({ key, value });
        else {
            inputs.addProblem(input, `${problem} (line ${line})`);
            // One error for an input is enough.
            break;
        }
    }
    return tags;
}
const NO_KEY = 'has a tag without a key: write key=value, or only a key for any value';
const COMMA = 'has a comma in a tag: write each tag on a line of its own';
const QUOTED = 'has a quotation mark or a bracket in a tag: write key=value without them, and not as JSON';
const LONG_TAG = 'has a tag that is too long: write at most 128 characters for the key and 255 for the value';
const INVISIBLE_TAG = 'has a tag with invisible characters: write it again';
function tagProblem(key, value = '') {
    if (key === '')
        return NO_KEY;
    if (/["'{}[\]]/.test(`${key}${value}`))
        return QUOTED;
    if (key.includes(',') || value.includes(','))
        return COMMA;
    if (key.length > MAX_KEY || value.length > MAX_VALUE)
        return LONG_TAG;
    return INVISIBLE.test(key) || INVISIBLE.test(value) ? INVISIBLE_TAG : undefined;
}
/** Reads lines of names, in which `*` stands for any characters. */
function readNames(inputs) {
    const names = [];
    for (const [line, name] of linesOf(inputs, 'name')) {
        const problem = nameProblem(name);
        if (problem !== undefined) {
            inputs.addProblem('name', `${problem} (line ${line})`);
            break;
        }
        names.push(name);
    }
    return names;
}
const EMPTY_PATTERN = 'has a pattern that is empty but for asterisks, which fits every server: write a part of the names too';
const COMMA_NAME = 'has a comma in a name: write each name on a line of its own';
const LONG_NAME = 'has a name that is too long: write at most 128 characters on a line';
const INVISIBLE_NAME = 'has a name with invisible characters: write it again';
function nameProblem(name) {
    if (/^\*+$/.test(name))
        return EMPTY_PATTERN;
    if (name.includes(','))
        return COMMA_NAME;
    if (name.length > read_filters_MAX_NAME)
        return LONG_NAME;
    return INVISIBLE.test(name) ? INVISIBLE_NAME : undefined;
}
/** The lines that are not empty, with their numbers. */
function linesOf(inputs, input) {
    const lines = inputs
        .raw(input)
        .split(LINE_END)
        .map((text, index) => [index + 1, text.trim()])
        .filter(([, text]) => text !== '');
    if (lines.length <= MAX_LINES)
        return lines;
    inputs.addProblem(input, `has more than ${MAX_LINES} lines`);
    return [];
}

;// CONCATENATED MODULE: ./build/actions/select/settings.js






const DEFAULT_TIMEOUT_SECONDS = 600;
/** A UUID, `0` for the default project, or the word for all projects. */
const ENTERPRISE_PROJECT = /^[A-Za-z0-9_-]{1,64}$/;
/**
 * Reads all inputs and the environment, and finds all of their problems at once.
 *
 * @returns undefined when there are problems
 */
async function readSettings({ event, inputs, secrets, }) {
    const hasList = inputs.text('server_ids') !== '' || inputs.text('server_ids_file') !== '';
    const list = hasList ? await (0,servers/* readServers */.lf)(inputs, secrets) : undefined;
    const filters = readFilters(inputs);
    if (!hasList && !isSelector(inputs)) {
        inputs.addProblem('server_ids', 'is empty, and so are the inputs that select servers: give server_ids, server_ids_file, tags, name or enterprise_project_id (all_granted_eps is not enough)');
    }
    const expected = inputs.text('expected_server_ids_file') === ''
        ? undefined
        : await (0,servers/* readServerFile */.mq)(inputs, 'expected_server_ids_file', secrets);
    const requirePlugin = inputs.choice('require_plugin', ['true', 'false'], 'true') === 'true';
    const onNotReady = inputs.choice('on_not_ready', ['fail', 'skip'], 'fail');
    const maxServers = inputs.integer('max_servers', { min: 1, max: 100_000 }, 1_000);
    const expectedCount = inputs.integer('expected_count', { min: 0, max: 100_000 }, undefined);
    const concurrency = inputs.integer('concurrency', { min: 1, max: 32 }, 8);
    const waitSeconds = inputs.integer('wait', { min: 0, max: 86_400 }, 0);
    const { settings: connection, target } = (0,actions_connection/* readConnection */.d)(inputs, event, {
        dryRun: event.dryRunReason !== undefined,
        defaultTimeoutSeconds: DEFAULT_TIMEOUT_SECONDS,
    });
    if (waitSeconds * 1_000 > connection.timeoutMs) {
        inputs.addProblem('wait', `is longer than timeout (${connection.timeoutMs / 1_000} seconds): give a smaller number, or a longer timeout`);
    }
    if (inputs.problems.length > 0 || target.kind === 'invalid')
        return undefined;
    return {
        list,
        filters,
        guards: {
            maxServers,
            expectedCount,
            expectedServers: expected && new Set(expected.servers),
        },
        expectedNames: expected?.names ?? new Map(),
        requirePlugin,
        waitMs: waitSeconds * 1_000,
        skipsNotReady: onNotReady === 'skip',
        concurrency,
        connection,
        requests: target.kind === 'skipped' ? target : { kind: 'sent', target: target.target },
        warnings: inputs.warnings,
    };
}
/** Whether an input makes a request without a list. A whole project is never selected by omission. */
function isSelector(inputs) {
    const project = inputs.text('enterprise_project_id');
    const isProject = project !== '' && project !== ALL_PROJECTS;
    return isProject || inputs.text('tags') !== '' || inputs.text('name') !== '';
}
function readFilters(inputs) {
    return {
        tags: readTags(inputs, 'tags'),
        excludeTags: readTags(inputs, 'exclude_tags'),
        names: readNames(inputs),
        os: inputs.choice('os', password_rules/* SYSTEMS */.L, 'any'),
        enterpriseProjectId: readEnterpriseProject(inputs),
        createdWithinMs: readDuration(inputs, 'created_within'),
    };
}
function readEnterpriseProject(inputs) {
    const id = inputs.text('enterprise_project_id');
    if (id === '')
        return undefined;
    if (ENTERPRISE_PROJECT.test(id))
        return id;
    inputs.addProblem('enterprise_project_id', 'is not a valid ID of an enterprise project: write its ID from the console, 0 for the default project, or all_granted_eps');
    return undefined;
}

;// CONCATENATED MODULE: ./build/actions/select/run.js










/**
 * Selects servers and checks whether their passwords can be reset: masks the secrets, checks the inputs,
 * reads the servers, reports. Nothing is changed.
 */
async function run(context) {
    const { clock, core, environment } = context;
    const start = (0,actions_start/* startAction */.R)(context);
    const { secrets } = start;
    const settings = await readSettings(start);
    if (settings === undefined) {
        await (0,actions_start/* failInputs */.U)(context, start.inputs, 'Selection of servers');
        return;
    }
    const { expectedNames, list, requests } = settings;
    const selection = new Selection(list?.servers, list?.names ?? new Map(), (name) => secrets.quote(name, MAX_NAME));
    logPlan(core, settings);
    let end = {};
    if (requests.kind === 'skipped') {
        const reason = { message: requests.skipReason, advice: '' };
        selection.endOpen({ outcome: 'unknown', word: 'no_credentials', reason });
    }
    else {
        end = await selectServers({ selection, secrets, settings, target: requests.target, context });
    }
    const names = new Map([...expectedNames, ...selection.names()]);
    const difference = end.guard?.difference;
    if (difference !== undefined)
        logDifference(core, difference, names, selection);
    const facts = (0,report_report/* runFacts */.pI)(environment, start.started, clock.now());
    const report = selectReport({ selection, settings, end, names, run: facts });
    logSkipped(core, report);
    await (0,publish/* publish */.mk)(core, environment, selectPublication(report, selection, (0,docs_address/* docsAddress */.y)(environment)));
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
