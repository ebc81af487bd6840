import type { LoginEnd } from '../../ssh/login.ts';

/** The outcomes of the action, in the order in which they are shown. */
export const OUTCOMES = ['verified', 'refused', 'unreachable', 'not_tried'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** What became of a server. Several endings may have the same reason, which is one word. */
export type EndingName =
  | Exclude<LoginEnd, 'aborted' | 'host_key'>
  | 'host_key_unknown'
  | 'host_key_changed'
  | 'host_key_revoked'
  | 'no_address'
  | 'no_host'
  | 'not_found'
  | 'same_address'
  | 'lookup_failed'
  | 'max_refused'
  | 'run_ended'
  | 'dry_run';

export interface Ending {
  readonly outcome: Outcome;
  /** The reason in outputs and report. */
  readonly word?: string;
  /** What happened, and what to do; empty for a server that is verified. */
  readonly message: string;
  readonly advice: string;
}

const NO_CONNECTION =
  'Check that the server runs and has an SSH server (Windows servers often have none), that the runner reaches its network, and that its security group allows the port; if it was still starting, give a longer wait';
const COMPARE_KEY =
  'Compare the fingerprint in the log with the one in the console log of the server, then put the right key into known_hosts_file';
const NO_PASSWORD_LOGIN =
  'Nothing is known about the password. To verify it, allow PasswordAuthentication for this user in the configuration of the SSH server';

/** What is said about each ending. */
export const ENDINGS: Readonly<Record<EndingName, Ending>> = {
  verified: { outcome: 'verified', message: '', advice: '' },
  credentials: {
    outcome: 'refused',
    word: 'credentials',
    message:
      'the server refused the login: it has another password, or it forbids this user to log in with a password, or the account is locked (SSH does not tell which)',
    advice:
      'Log in at the remote login of the console. If the password is the old one, restart the server if it was not restarted since the reset, else reset it again; if it is the new one, check PermitRootLogin and whether the account is locked',
  },
  second_factor: {
    outcome: 'refused',
    word: 'second_factor',
    message: 'the server asks for more than the password, for example for a second factor',
    advice:
      'Nothing is wrong with the password as far as the server tells. Log in by hand to be sure, or verify with a user who needs no second factor',
  },
  password_change: {
    outcome: 'refused',
    word: 'password_change',
    message: 'the server accepts the password only together with a new one, because it has expired',
    advice:
      'Change the maximum age of the password on the server (chage), or set a new one and store it',
  },
  connect_refused: {
    outcome: 'unreachable',
    word: 'connect',
    message: 'the connection to the SSH port was refused',
    advice: NO_CONNECTION,
  },
  no_route: {
    outcome: 'unreachable',
    word: 'connect',
    message: 'no connection to the server could be made',
    advice: NO_CONNECTION,
  },
  dns: {
    outcome: 'unreachable',
    word: 'connect',
    message: 'the host name of the server was not found',
    advice: 'Check the name in hosts_file, and that the runner can resolve it',
  },
  timeout: {
    outcome: 'unreachable',
    word: 'timeout',
    message: 'the server did not answer in time',
    advice: NO_CONNECTION,
  },
  no_handshake: {
    outcome: 'unreachable',
    word: 'protocol',
    message:
      'there was a connection but no SSH handshake: the port speaks another protocol, the server closed the connection, or it has no algorithm in common with this action',
    advice:
      'Check host and port. If it is an SSH server, check its log: it may turn this runner away for some time (MaxStartups, PerSourcePenalties, fail2ban)',
  },
  no_answer: {
    outcome: 'unreachable',
    word: 'no_answer',
    message: 'the password was sent, and the connection ended or stayed silent without an answer',
    advice:
      'The attempt may count as a failed login on the server. Check the log of its SSH server, then run again',
  },
  no_address: {
    outcome: 'unreachable',
    word: 'no_address',
    message: 'the server has no address of the kind that the input address asks for',
    advice:
      'Give address: private where the runner is in the network of the servers, else bind an EIP, or give the hosts in hosts_file',
  },
  no_host: {
    outcome: 'unreachable',
    word: 'no_address',
    message: 'hosts_file has no host for the server',
    advice: 'Add the server to hosts_file',
  },
  not_found: {
    outcome: 'unreachable',
    word: 'no_address',
    message: 'the service does not know a server with this ID in this region and project',
    advice: 'Check the ID, region and project_id',
  },
  same_address: {
    outcome: 'unreachable',
    word: 'no_address',
    message:
      'another server of the list has the same address, so a login would not show which of them answers',
    advice: 'Give address: public, or hosts that reach each of them in hosts_file',
  },
  host_key_unknown: {
    outcome: 'not_tried',
    word: 'host_key',
    message: 'known_hosts_file has no key for the host, so the password was not sent',
    advice: `${COMPARE_KEY}, or give host_keys: accept-new`,
  },
  host_key_changed: {
    outcome: 'not_tried',
    word: 'host_key',
    message:
      'the host has another key than the one in known_hosts_file, so the password was not sent: it may be another machine',
    advice: COMPARE_KEY,
  },
  host_key_revoked: {
    outcome: 'not_tried',
    word: 'host_key',
    message: 'known_hosts_file revokes the key of the host, so the password was not sent',
    advice: 'Give the host a new key',
  },
  no_method: {
    outcome: 'not_tried',
    word: 'no_password_login',
    message: 'the server takes no passwords, so none was sent',
    advice: NO_PASSWORD_LOGIN,
  },
  none_accepted: {
    outcome: 'not_tried',
    word: 'no_password_login',
    message: 'the server lets the user in without a password, so a login proves nothing',
    advice: 'Secure the SSH server: anybody who reaches it gets in',
  },
  prompts: {
    outcome: 'not_tried',
    word: 'no_password_login',
    message:
      'the server asks for more than one answer at once, or for a visible one, so no password was sent',
    advice: NO_PASSWORD_LOGIN,
  },
  lookup_failed: {
    outcome: 'not_tried',
    word: 'lookup_failed',
    message: 'the address of the server could not be read',
    advice: 'Run again for this server',
  },
  max_refused: {
    outcome: 'not_tried',
    word: 'max_refused',
    message: 'the run stopped before this server, because max_refused servers refused the password',
    advice:
      'Find out why the others refused it before it is tried on more servers, then run again for this server',
  },
  run_ended: {
    outcome: 'not_tried',
    word: 'run_ended',
    message: 'the run ended before this server was tried',
    advice: 'Run again for this server',
  },
  dry_run: {
    outcome: 'not_tried',
    word: 'dry_run',
    message: 'a dry run tries no login',
    advice: '',
  },
};
