import { parentPort, workerData } from 'node:worker_threads'
import { parseDocument } from '#hub/store/parse-document.ts'

// One large document, parsed beside the hub.
parentPort?.postMessage(parseDocument(String(workerData)))
