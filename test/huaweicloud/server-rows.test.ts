import { describe, expect, it } from '@jest/globals';
import { row, uuid } from '../../harness/ecs-service.ts';
import { readRow } from '../../src/huaweicloud/server-rows.ts';

const SERVER = {
  kind: 'server',
  id: uuid(1),
  name: 'ecs-1',
  status: 'ACTIVE',
  taskState: null,
  locked: false,
  frozen: false,
  os: 'linux',
  created: Date.UTC(2018, 7, 13, 13, 46, 9),
  tags: [],
  enterpriseProjectId: '0',
  addresses: [],
};

describe('a row', () => {
  it('keeps only what is needed', () => {
    const more = { 'OS-EXT-SRV-ATTR:user_data': 'c2VjcmV0', key_name: 'k', admin_pass: 'x' };
    expect(readRow(row(1, more))).toEqual(SERVER);
  });

  it.each([
    ['an ID in upper case', { id: uuid(1).toUpperCase() }, {}],
    ['a task', { 'OS-EXT-STS:task_state': 'rebooting' }, { taskState: 'rebooting' }],
    ['an empty task', { 'OS-EXT-STS:task_state': '' }, {}],
    ['a lock', { locked: true }, { locked: true }],
    ['freeze', { metadata: { EcmResStatus: 'freeze' } }, { frozen: true, os: undefined }],
    ['not frozen', { metadata: { EcmResStatus: 'normal', os_type: 'Windows' } }, { os: 'windows' }],
    ['another system', { metadata: { os_type: 'Other' } }, { os: undefined }],
    ['a system that is a number', { metadata: { os_type: 7 } }, { os: undefined }],
    ['tags', { tags: ['a=b', 'c'] }, { tags: ['a=b', 'c'] }],
    ['tags that are null', { tags: null }, {}],
    ['no enterprise project', { enterprise_project_id: null }, { enterpriseProjectId: undefined }],
    ['a time that is not one', { created: 'yesterday' }, { created: undefined }],
    ['addresses of another form', { addresses: [1] }, {}],
  ])('with %s', (_title, own, expected) => {
    expect(readRow(row(1, own))).toEqual({ ...SERVER, ...expected });
  });

  it('without members that the examples of the API reference leave out', () => {
    const absent = { 'OS-EXT-STS:task_state': undefined, tags: undefined };
    expect(readRow(row(1, absent))).toEqual(SERVER);
  });

  it('with addresses, and leaves out what is not one', () => {
    const addresses = {
      'net-1': [
        { addr: '192.168.0.116', version: '4', 'OS-EXT-IPS:type': 'fixed', primary: true },
        { addr: '203.0.113.7', version: 4, 'OS-EXT-IPS:type': 'floating' },
        { version: '4' },
        null,
      ],
      'net-2': [{ addr: '2001:db8::1' }],
    };
    expect(readRow(row(1, { addresses }))).toMatchObject({
      addresses: [
        { address: '192.168.0.116', isPublic: false, version: 4, isPrimary: true },
        { address: '203.0.113.7', isPublic: true, version: 4, isPrimary: undefined },
        { address: '2001:db8::1', isPublic: false, version: 6, isPrimary: undefined },
      ],
    });
  });

  it('of an ID that does not exist', () => {
    const nulls = Object.fromEntries(Object.keys(row(1)).map((name) => [name, null]));
    const fault = { message: 'not found' };
    expect(readRow({ ...nulls, id: uuid(1), fault })).toEqual({ kind: 'not_found', id: uuid(1) });
  });

  it.each([
    ['only an ID', { id: uuid(1) }],
    ['only an ID and a fault', { id: uuid(1), fault: {} }],
    ['no status', row(1, { status: undefined })],
    ['a status that is a number', row(1, { status: 1 })],
    ['a long status', row(1, { status: 'A'.repeat(101) })],
    ['a task that is a list', row(1, { 'OS-EXT-STS:task_state': [] })],
    ['no lock', row(1, { locked: null })],
    ['a lock that is a text', row(1, { locked: 'false' })],
    ['no metadata', row(1, { metadata: null })],
    ['metadata that are a list', row(1, { metadata: [] })],
    ['no name', row(1, { name: null })],
    ['tags that are an object', row(1, { tags: { a: 'b' } })],
    ['tags that are objects', row(1, { tags: [{ key: 'a', value: 'b' }] })],
  ])('is not readable with %s', (_title, value) => {
    expect(readRow(value)).toEqual({ kind: 'unreadable', id: uuid(1) });
  });

  it.each([
    ['null', null],
    ['a text', uuid(1)],
    ['a list', [row(1)]],
    ['an object without an ID', row(1, { id: undefined })],
    ['an ID that is a path', row(1, { id: '../../etc' })],
    ['a number as ID', row(1, { id: 7 })],
  ])('belongs to no server as %s', (_title, value) => {
    expect(readRow(value)).toBeUndefined();
  });
});
