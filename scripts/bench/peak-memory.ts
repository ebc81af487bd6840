/**
 * Loaded into a process before its own script: writes the peak memory of the process, in KiB, into
 * the file that PEAK_MEMORY_FILE names.
 *
 * On Linux this is VmHWM, because `process.resourceUsage()` also counts the parent process there.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

process.on('exit', () => {
  const peak = existsSync(STATUS)
    ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1]
    : process.resourceUsage().maxRSS;
  writeFileSync(process.env['PEAK_MEMORY_FILE'] ?? '', String(peak));
});
