import {
  csmsEndpoint,
  ecsEndpoint,
  iamEndpoint,
  isInCloudOf,
  stsEndpoint,
} from '../huaweicloud/regions.ts';
import { endpointProblem } from './endpoint-url.ts';
import type { Inputs } from './inputs.ts';

const REGION = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * The endpoints of the cloud's services: from the inputs, else from the region. A missing endpoint is a
 * problem only when it is needed.
 */
export class Endpoints {
  /** Empty when it is not given. */
  readonly region: string;
  readonly #inputs: Inputs;
  /** Undefined when not given, empty when not valid. */
  readonly #endpoint: string | undefined;
  readonly #iamEndpoint: string | undefined;
  readonly #stsEndpoint: string | undefined;
  readonly #csmsEndpoint: string | undefined;
  #iam: string | undefined;

  constructor(inputs: Inputs) {
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
  get isRegionMissing(): boolean {
    const endpoints = [this.#endpoint, this.#csmsEndpoint];
    return this.region === '' && endpoints.every((endpoint) => endpoint === undefined);
  }

  /** Base URL of ECS, without a slash at its end. */
  ecs(): string {
    if (this.#endpoint !== undefined) return this.#endpoint;
    if (!this.isRegionMissing) return this.#fromRegion('endpoint', 'ECS', ecsEndpoint);
    if (!this.#isRegionReported) {
      this.#inputs.addProblem(
        'region',
        'is empty: give the region of the servers, such as cn-north-4, or endpoint',
      );
    }
    return '';
  }

  /** Base URL of the secret store (CSMS), without a slash at its end. */
  csms(): string {
    if (this.#csmsEndpoint !== undefined) return this.#csmsEndpoint;
    if (!this.isRegionMissing) return this.#fromRegion('csms_endpoint', 'CSMS', csmsEndpoint);
    if (!this.#isRegionReported) {
      this.#inputs.addProblem(
        'region',
        'is empty: give the region of the secret, such as cn-north-4, or csms_endpoint',
      );
    }
    return '';
  }

  /** Base URL of IAM, which both a sign-in and the search for the project need. */
  iam(): string {
    this.#iam ??= this.#iamEndpoint ?? this.#fromRegion('iam_endpoint', 'IAM', iamEndpoint);
    return this.#iam;
  }

  /** Base URL of STS. */
  sts(): string {
    return this.#stsEndpoint ?? this.#fromRegion('sts_endpoint', 'STS', stsEndpoint);
  }

  /** One problem is enough, whichever service is looked at first. */
  get #isRegionReported(): boolean {
    return this.#inputs.problems.some(({ input }) => input === 'region');
  }

  /**
   * The endpoint of the region. There is none where another input names an endpoint in another cloud,
   * because credentials and passwords of one cloud would be sent to the other.
   */
  #fromRegion(
    input: string,
    service: string,
    ofRegion: (region: string) => string | undefined,
  ): string {
    const { region } = this;
    const isRegionInvalid = region === '' ? this.isRegionMissing : !REGION.test(region);
    const given = [
      ['endpoint', this.#endpoint],
      ['iam_endpoint', this.#iamEndpoint],
      ['sts_endpoint', this.#stsEndpoint],
      ['csms_endpoint', this.#csmsEndpoint],
    ] as const;
    // A problem already, and no endpoint follows from it.
    if (isRegionInvalid || given.some(([, endpoint]) => endpoint === '')) return '';
    const elsewhere = given.find(
      ([, endpoint]) => endpoint !== undefined && !isInCloudOf(region, endpoint),
    );
    const found = region === '' || elsewhere !== undefined ? undefined : ofRegion(region);
    if (found !== undefined) return found;
    const why =
      region === ''
        ? `there is no region from which the endpoint of ${service} would follow`
        : elsewhere !== undefined
          ? `${elsewhere[0]} belongs to another cloud than the region, so the endpoint of ${service} does not follow from the region`
          : `no endpoint of ${service} is published for the region ${region}`;
    this.#inputs.addProblem(input, `is empty, and ${why}: give it`);
    return '';
  }
}

function readRegion(inputs: Inputs): string {
  const { name, value } = inputs.textOr('region', ['HUAWEI_CLOUD_REGION', 'HW_REGION_NAME']);
  if (value !== '' && !REGION.test(value)) {
    inputs.addProblem(
      name,
      'is not a valid region name: write one such as cn-north-4, in lower case',
    );
  }
  return value;
}

function readEndpoint(inputs: Inputs, input: string, service: string): string | undefined {
  const given = inputs.text(input);
  if (given === '') return undefined;
  const problem = endpointProblem(given, service);
  if (problem === undefined) return new URL(given).href.replace(/(?<!\/)\/+$/, '');
  inputs.addProblem(input, problem);
  return '';
}
