"""Lists servers and reads flags with the client of the official SDK for Python.

Reads a JSON list of calls from standard input. Writes the JSON list of their results, in the same
order: the HTTP status, and what was read or the code of the error.
"""

import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkecs.v2 import (
    EcsClient,
    ListServersDetailsRequest,
    ShowResetPasswordFlagRequest,
)


def client(call):
    credentials = BasicCredentials(call["access_key"], call["secret_key"], call["project_id"])
    # Without a user agent the SDK writes a file into the home folder.
    return (
        EcsClient.new_builder()
        .with_http_config(HttpConfig(user_agent="test-witness"))
        .with_credentials(credentials)
        .with_endpoint(call["endpoint"])
        .build()
    )


def servers(call):
    request = ListServersDetailsRequest(**call["list"])
    response = client(call).list_servers_details(request)
    return {
        "status": response.status_code,
        "count": response.count,
        "servers": [[server.name, server.status, server.locked] for server in response.servers],
    }


def flag(call):
    request = ShowResetPasswordFlagRequest(server_id=call["flag"])
    response = client(call).show_reset_password_flag(request)
    return {"status": response.status_code, "flag": response.resetpwd_flag}


def result(call):
    try:
        return servers(call) if "list" in call else flag(call)
    except ServiceResponseException as error:
        return {"status": error.status_code, "code": error.error_code}


json.dump([result(call) for call in json.load(sys.stdin)], sys.stdout)
