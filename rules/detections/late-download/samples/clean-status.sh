#!/bin/sh
curl -fsS https://status.vendor-model.io/health
