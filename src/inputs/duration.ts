import type { Inputs } from './inputs.ts';

const UNITS_MS: Readonly<Record<string, number>> = {
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
};

/**
 * Reads a duration such as `90m`, `2h` or `7d`, in milliseconds; undefined when it is not given or when
 * there is a problem.
 */
export function readDuration(inputs: Inputs, name: string): number | undefined {
  const given = inputs.text(name);
  if (given === '') return undefined;
  const [, number = '', unit = ''] = /^([1-9]\d{0,4})([mhd])$/i.exec(given) ?? [];
  const unitMs = UNITS_MS[unit.toLowerCase()];
  if (unitMs !== undefined) return Number(number) * unitMs;
  inputs.addProblem(
    name,
    'is not a valid duration: write a whole number above 0 with m, h or d, such as 90m, 2h or 7d',
  );
  return undefined;
}
