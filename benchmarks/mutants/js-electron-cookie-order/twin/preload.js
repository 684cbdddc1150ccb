const { contextBridge, ipcRenderer } = require('electron');
contextBridge.exposeInMainWorld('parley', { ask: (prompt) => ipcRenderer.invoke('ask', prompt) });
