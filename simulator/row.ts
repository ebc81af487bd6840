import type { Server } from './server.ts';

const VM_STATES: Readonly<Record<string, string>> = {
  SHUTOFF: 'stopped',
  BUILD: 'building',
  ERROR: 'error',
};

/** A server in the list (ECS API reference, "Querying Details About ECSs"). Counts as one read. */
export function rowOf(server: Server, projectId: string): object {
  server.read();
  const isRunning = server.status !== 'SHUTOFF';
  const created = server.created.toISOString().replace(/\.\d+Z$/, 'Z');
  return {
    'OS-DCF:diskConfig': 'MANUAL',
    'OS-EXT-AZ:availability_zone': 'cn-north-4a',
    'OS-EXT-SRV-ATTR:host': 'pod01.cn-north-4a',
    'OS-EXT-SRV-ATTR:hostname': server.hostname,
    'OS-EXT-SRV-ATTR:hypervisor_hostname': 'nova001@248',
    'OS-EXT-SRV-ATTR:instance_name': 'instance-000ffcfa',
    'OS-EXT-SRV-ATTR:kernel_id': '',
    'OS-EXT-SRV-ATTR:launch_index': 0,
    'OS-EXT-SRV-ATTR:ramdisk_id': '',
    'OS-EXT-SRV-ATTR:reservation_id': 'r-luu05mkl',
    'OS-EXT-SRV-ATTR:root_device_name': '/dev/vda',
    ...(server.userDataBytes > 0 && {
      'OS-EXT-SRV-ATTR:user_data': USER_DATA.repeat(
        Math.ceil(server.userDataBytes / USER_DATA.length),
      ),
    }),
    'OS-EXT-STS:power_state': isRunning ? 1 : 4,
    'OS-EXT-STS:task_state': server.taskState,
    'OS-EXT-STS:vm_state': VM_STATES[server.status] ?? 'active',
    'OS-SRV-USG:launched_at': created.replace('Z', '.000000'),
    'OS-SRV-USG:terminated_at': null,
    accessIPv4: '',
    accessIPv6: '',
    addresses: { '0dae26c9-9a70-4392-93f3-87d53115d171': server.addresses.map(addressOf) },
    config_drive: '',
    created,
    description: null,
    enterprise_project_id: server.enterpriseProjectId,
    fault: null,
    flavor: { id: 'c1.xlarge', name: 'c1.xlarge', ram: '4096', vcpus: '4', disk: '0' },
    hostId: '309fc3c650ff6a1c9b20b975315f531814c3a512d8f3f5ffabb076fc',
    host_status: 'UP',
    id: server.id,
    image: { id: 'af60e0d5-6952-4f3d-b0ed-31bb19d4a692' },
    key_name: null,
    locked: server.locked,
    metadata: {
      charging_mode: '0',
      ...(server.frozen && { EcmResStatus: 'freeze' }),
      'metering.imagetype': 'gold',
      os_bit: '64',
      ...(server.os !== 'other' && { os_type: server.os === 'windows' ? 'Windows' : 'Linux' }),
      vpc_id: '0dae26c9-9a70-4392-93f3-87d53115d171',
    },
    name: server.name,
    'os:scheduler_hints': {},
    'os-extended-volumes:volumes_attached': [],
    progress: 0,
    security_groups: [],
    status: server.status,
    sys_tags: [],
    tags: server.tags,
    tenant_id: projectId,
    updated: created,
    user_id: '71dff1b123b54093a00af1cb98c76666',
  };
}

/** The row of an ID that the service does not know: all other members are null. */
export function missingRow(id: string): object {
  const shown = { id, name: null, status: null, metadata: null, addresses: null, locked: null };
  return { ...shown, tags: null, created: null, fault: { message: 'the server does not exist' } };
}

/** Encoded cloud-init data: in the API reference's own example it sets a password. */
const USER_DATA = Buffer.from("#!/bin/bash\necho 'root:$6$invented$hash' | chpasswd -e;").toString(
  'base64',
);

function addressOf(address: Server['addresses'][number]): object {
  return {
    addr: address.addr,
    version: address.version ?? (address.addr.includes(':') ? '6' : '4'),
    'OS-EXT-IPS-MAC:mac_addr': 'fa:16:3e:09:31:dc',
    'OS-EXT-IPS:type': address.type ?? 'fixed',
    'OS-EXT-IPS:port_id': '4b5fe243-2f5f-4c68-9eb2-8af3a5366666',
    primary: address.primary ?? true,
  };
}
