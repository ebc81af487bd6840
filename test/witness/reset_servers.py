"""Resets servers with the client of the official SDK for Python.

Reads a JSON list of calls from standard input. Writes the JSON list of their results, in the same
order: the HTTP status, and the IDs of the accepted servers or the code of the error.
"""

import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcore.region.region import Region
from huaweicloudsdkecs.v2 import (
    BatchResetServersPasswordRequest,
    BatchResetServersPasswordRequestBody,
    EcsClient,
    ResetServerPasswordOption,
    ResetServerPasswordRequest,
    ResetServerPasswordRequestBody,
    ServerId,
)


def client(call):
    credentials = BasicCredentials(call["access_key"], call["secret_key"])
    if "security_token" in call:
        credentials.with_security_token(call["security_token"])
    # Without a user agent the SDK writes a file into the home folder.
    builder = EcsClient.new_builder().with_http_config(HttpConfig(user_agent="test-witness"))
    if "region" in call:
        # Without a project the SDK asks IAM for the one that has the name of the region.
        credentials.with_iam_endpoint(call["endpoint"])
        builder.with_region(Region(call["region"], call["endpoint"]))
    else:
        credentials.with_project_id(call["project_id"])
        builder.with_endpoint(call["endpoint"])
    return builder.with_credentials(credentials).build()


def batch(call):
    body = BatchResetServersPasswordRequestBody(
        new_password=call["password"],
        dry_run=call["dry_run"],
        servers=[ServerId(id=server_id) for server_id in call["server_ids"]],
    )
    response = client(call).batch_reset_servers_password(BatchResetServersPasswordRequest(body=body))
    return {
        "status": response.status_code,
        "accepted": [server.id for server in response.response],
    }


def single(call):
    (server_id,) = call["server_ids"]
    option = ResetServerPasswordOption(new_password=call["password"], is_check_password=True)
    body = ResetServerPasswordRequestBody(reset_password=option)
    request = ResetServerPasswordRequest(server_id=server_id, body=body)
    response = client(call).reset_server_password(request)
    return {"status": response.status_code, "accepted": [server_id]}


def result(call):
    try:
        return batch(call) if call["api"] == "batch" else single(call)
    except ServiceResponseException as error:
        return {"status": error.status_code, "code": error.error_code}


json.dump([result(call) for call in json.load(sys.stdin)], sys.stdout)
