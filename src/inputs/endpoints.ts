import {
  ecsEndpoint,
  endpointProblem,
  iamEndpoint,
  isInCloudOf,
  stsEndpoint,
} from '../huaweicloud/regions.ts';
import type { Inputs } from './inputs.ts';

const REGION = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Where the services of the cloud are: as the inputs say, else as it follows from the region. An
 * address is found wanting only when somebody asks for it.
 */
export class Addresses {
  /** Empty when it is not given. */
  readonly region: string;
  readonly #inputs: Inputs;
  /** Undefined when not given, empty when wrong. */
  readonly #endpoint: string | undefined;
  readonly #iamEndpoint: string | undefined;
  readonly #stsEndpoint: string | undefined;
  #iam: string | undefined;

  constructor(inputs: Inputs) {
    this.#inputs = inputs;
    this.region = readRegion(inputs);
    this.#endpoint = readEndpoint(inputs, 'endpoint', 'ecs');
    this.#iamEndpoint = readEndpoint(inputs, 'iam_endpoint', 'iam');
    this.#stsEndpoint = readEndpoint(inputs, 'sts_endpoint', 'sts');
  }

  /** Neither region nor endpoint is given: said once, and the rest follows from that. */
  get isRegionMissing(): boolean {
    return this.region === '' && this.#endpoint === undefined;
  }

  /** Base URL of ECS, without a slash at its end. */
  ecs(): string {
    if (this.#endpoint !== undefined) return this.#endpoint;
    if (!this.isRegionMissing) return this.#followed('endpoint', 'ECS', ecsEndpoint);
    this.#inputs.addProblem(
      'region',
      'is empty: give the region of the servers, such as cn-north-4, or endpoint',
    );
    return '';
  }

  /** Base URL of IAM. Both a sign-in and the search for the project ask for it. */
  iam(): string {
    this.#iam ??= this.#iamEndpoint ?? this.#followed('iam_endpoint', 'IAM', iamEndpoint);
    return this.#iam;
  }

  /** Base URL of STS. */
  sts(): string {
    return this.#stsEndpoint ?? this.#followed('sts_endpoint', 'STS', stsEndpoint);
  }

  /**
   * What follows from the region. Nothing does where another input leads into another cloud, because
   * what the one cloud gave would be sent to the other, and the new password too.
   */
  #followed(
    input: string,
    service: string,
    ofRegion: (region: string) => string | undefined,
  ): string {
    const { region } = this;
    const isRegionWrong = region === '' ? this.isRegionMissing : !REGION.test(region);
    const given = [
      ['endpoint', this.#endpoint],
      ['iam_endpoint', this.#iamEndpoint],
      ['sts_endpoint', this.#stsEndpoint],
    ] as const;
    // Wrong already, and nothing follows from it.
    if (isRegionWrong || given.some(([, endpoint]) => endpoint === '')) return '';
    const elsewhere = given.find(
      ([, endpoint]) => endpoint !== undefined && !isInCloudOf(region, endpoint),
    );
    const found = region === '' || elsewhere !== undefined ? undefined : ofRegion(region);
    if (found !== undefined) return found;
    const why =
      region === ''
        ? `there is no region that would tell the address of ${service}`
        : elsewhere !== undefined
          ? `${elsewhere[0]} leads to another cloud, so the region does not tell the address of ${service}`
          : `no address of ${service} is published for the region ${region}`;
    this.#inputs.addProblem(input, `is empty, and ${why}: give it`);
    return '';
  }
}

function readRegion(inputs: Inputs): string {
  const { name, value } = inputs.textOr('region', ['HUAWEI_CLOUD_REGION', 'HW_REGION_NAME']);
  if (value !== '' && !REGION.test(value)) {
    inputs.addProblem(name, 'is no name of a region: write one such as cn-north-4, in lower case');
  }
  return value;
}

function readEndpoint(inputs: Inputs, input: string, service: string): string | undefined {
  const given = inputs.text(input);
  if (given === '') return undefined;
  const problem = endpointProblem(given, service);
  if (problem === undefined) return new URL(given).href.replace(/\/+$/, '');
  inputs.addProblem(input, problem);
  return '';
}
