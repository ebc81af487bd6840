"""Signs requests with the official SDK for Python.

Reads a JSON list of requests from standard input. Writes the JSON list of the Authorization headers
that the SDK computes for them, in the same order.
"""

import base64
import json
import sys
from urllib.parse import parse_qsl

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer


def authorization(request):
    signed = SdkRequest(
        method=request["method"],
        host=request["headers"]["host"],
        resource_path=request["path"],
        query_params=parse_qsl(request["query"], keep_blank_values=True),
        # The SDK signs all headers that it is given, for the date in X-Sdk-Date.
        header_params=dict(request["headers"]),
        body=base64.b64decode(request["body"]),
    )
    credentials = BasicCredentials(request["access_key"], request["secret_key"])
    return Signer(credentials).sign(signed).header_params["Authorization"]


json.dump([authorization(request) for request in json.load(sys.stdin)], sys.stdout)
