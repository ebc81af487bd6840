/**
 * Loaded into a process before its own script: writes the most memory that the process ever had in
 * use into the file that PEAK_MEMORY_FILE names, in KiB.
 *
 * Linux tells it as VmHWM. What `process.resourceUsage()` tells is only asked elsewhere, because on
 * Linux it also counts the process that started this one.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

const STATUS = '/proc/self/status';

process.on('exit', () => {
  const peak = existsSync(STATUS)
    ? /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(STATUS, 'utf8'))?.[1]
    : process.resourceUsage().maxRSS;
  writeFileSync(process.env['PEAK_MEMORY_FILE'] ?? '', String(peak));
});
