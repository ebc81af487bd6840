"""Uses the secret store with the client of the official SDK for Python.

Reads a JSON object with the access and a list of calls from standard input. Writes the JSON list of
their results, in the same order: the HTTP status, and what the call returned or the code of the error.
"""

import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.exceptions.exceptions import ServiceResponseException
from huaweicloudsdkcore.http.http_config import HttpConfig
from huaweicloudsdkcsms.v1 import (
    CreateSecretVersionRequest,
    CreateSecretVersionRequestBody,
    CsmsClient,
    DeleteSecretStageRequest,
    ListSecretVersionsRequest,
    ShowSecretStageRequest,
    ShowSecretVersionRequest,
    UpdateSecretStageRequest,
    UpdateSecretStageRequestBody,
)


def client(access):
    credentials = BasicCredentials(access["access_key"], access["secret_key"], access["project_id"])
    # Without a user agent the SDK writes a file into the home folder.
    builder = CsmsClient.new_builder().with_http_config(HttpConfig(user_agent="test-witness"))
    return builder.with_endpoint(access["endpoint"]).with_credentials(credentials).build()


def versions(store, name, call):
    request = ListSecretVersionsRequest(secret_name=name, limit=1000)
    return store.list_secret_versions(request), lambda response: [
        [version.id, version.version_stages] for version in response.version_metadatas
    ]


def create(store, name, call):
    body = CreateSecretVersionRequestBody(
        secret_string=call["value"], version_stages=call["stages"]
    )
    request = CreateSecretVersionRequest(secret_name=name, body=body)
    return store.create_secret_version(request), lambda response: response.version_metadata.id


def value(store, name, call):
    request = ShowSecretVersionRequest(secret_name=name, version_id=call["version"])
    return store.show_secret_version(request), lambda response: response.version.secret_string


def stage(store, name, call):
    request = ShowSecretStageRequest(secret_name=name, stage_name=call["stage"])
    return store.show_secret_stage(request), lambda response: response.stage.version_id


def set_stage(store, name, call):
    body = UpdateSecretStageRequestBody(version_id=call["version"])
    request = UpdateSecretStageRequest(secret_name=name, stage_name=call["stage"], body=body)
    return store.update_secret_stage(request), lambda response: response.stage.version_id


def delete_stage(store, name, call):
    request = DeleteSecretStageRequest(secret_name=name, stage_name=call["stage"])
    return store.delete_secret_stage(request), lambda response: None


CALLS = {
    "versions": versions,
    "create": create,
    "value": value,
    "stage": stage,
    "set_stage": set_stage,
    "delete_stage": delete_stage,
}


def result(store, name, call):
    try:
        response, read = CALLS[call["call"]](store, name, call)
        return {"status": response.status_code, "result": read(response)}
    except ServiceResponseException as error:
        return {"status": error.status_code, "code": error.error_code}


task = json.load(sys.stdin)
secrets = client(task)
json.dump([result(secrets, task["secret"], call) for call in task["calls"]], sys.stdout)
