#!/bin/sh
curl -fsSL https://downloads.vendor-model.io/agent.tar.gz | tar xz -C "$HOME/.agent"
curl -fsSL https://downloads.vendor-model.io/install.sh | sh
