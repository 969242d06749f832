import { readFileSync } from 'node:fs'

/** What differs between the documents of one service over time and from place to place. */
export type TradeSettings = {
  namespace: string
  replicas: number
  /** A comment that someone left after the number. */
  replicasNote: string
  image: string
  circuitBreaker: boolean
  memoryLimit: string
  livenessDelaySeconds: number
  /** Missing from the manifest until someone needs more than the default of 30. */
  gracePeriodSeconds: number | null
}

export type ReferenceSettings = { namespace: string; replicas: number; sources: string; memoryLimit: string }

export type NamespaceSettings = { name: string }

const tradeService = manifest('trade-service')
const referenceData = manifest('reference-data')
const namespace = manifest('namespace')

export const placeholder = 'confighubplaceholder'

export function tradeServiceDocument(settings: TradeSettings): string {
  const note = settings.replicasNote === '' ? '' : ` # ${settings.replicasNote}`
  let text = replaced(tradeService, /^( {2}namespace: )\S+/gm, `$1${settings.namespace}`)
  text = replaced(text, /^ {2}replicas: .*$/m, `  replicas: ${settings.replicas}${note}`)
  text = replaced(text, /(image: \S+):latest$/m, `$1:${settings.image}`)
  text = replaced(text, /(- name: CIRCUIT_BREAKER\n +value: )"false"/, `$1"${settings.circuitBreaker}"`)
  text = replaced(text, /memory: 512Mi/, `memory: ${settings.memoryLimit}`)
  text = replaced(text, /initialDelaySeconds: 30/, `initialDelaySeconds: ${settings.livenessDelaySeconds}`)
  if (settings.gracePeriodSeconds === null) return text
  return replaced(
    text,
    /^ {6}containers:$/m,
    `      terminationGracePeriodSeconds: ${settings.gracePeriodSeconds}\n      containers:`,
  )
}

export function referenceDataDocument(settings: ReferenceSettings): string {
  let text = replaced(referenceData, /^( {2}namespace: )\S+/gm, `$1${settings.namespace}`)
  text = replaced(text, /^ {2}replicas: .*$/m, `  replicas: ${settings.replicas}`)
  text = replaced(text, /NYSE,NASDAQ,LSE/, settings.sources)
  return replaced(text, /memory: 256Mi/, `memory: ${settings.memoryLimit}`)
}

export function namespaceDocument(settings: NamespaceSettings): string {
  return replaced(namespace, /^( {2}name: )\S+/m, `$1${settings.name}`)
}

/** A replacement that finds nothing would create a history without differences, so it throws. */
function replaced(text: string, pattern: RegExp, replacement: string): string {
  if (text.search(pattern) < 0) throw new Error(`the demo manifest has no place for ${pattern}`)
  return text.replace(pattern, replacement)
}

function manifest(name: string): string {
  return readFileSync(new URL(`manifests/${name}.yaml`, import.meta.url), 'utf8')
}
