/** Resets one server with the official SDK, used as documented. */
import { BasicCredentials } from '@huaweicloud/huaweicloud-sdk-core';
import { UserOptions } from '@huaweicloud/huaweicloud-sdk-core/UserOptions.js';
import {
  BatchResetServersPasswordRequest,
  BatchResetServersPasswordRequestBody,
  EcsClient,
  ServerId,
} from '@huaweicloud/huaweicloud-sdk-ecs';

const text = (name: string): string => process.env[name] ?? '';

const options = new UserOptions();
// Without a custom user agent the SDK reads and writes a file in the home folder.
options.customUserAgent = 'bench';
const client = EcsClient.newBuilder()
  .withCredential(
    new BasicCredentials()
      .withAk(text('ACCESS_KEY'))
      .withSk(text('SECRET_KEY'))
      .withProjectId(text('PROJECT_ID')),
  )
  .withEndpoint(text('ENDPOINT'))
  .withOptions(options)
  .build();
const body = new BatchResetServersPasswordRequestBody()
  .withNewPassword(text('PASSWORD'))
  .withDryRun(false)
  .withServers([new ServerId().withId(text('SERVER_ID'))]);
const { httpStatusCode } = await client.batchResetServersPassword(
  new BatchResetServersPasswordRequest().withBody(body),
);
if (httpStatusCode !== 200) process.exitCode = 1;
