import { mask, maskLines, maskText } from '#lib/config/mask-value.ts'
import { isSecretName } from '#lib/config/secret-names.ts'

type State = {
  /** Everything indented deeper than this is secret. */
  readonly deeperThan: number | undefined
  /** The last `name:` was one of a secret variable. */
  readonly variable: boolean
  /** Inside a PEM block. */
  readonly pem: boolean
}

/** For text that is not YAML (any more): lines that look like secrets are masked, rather one too many. */
export function maskUnreadable(text: string): { text: string; masked: number } {
  const hasSecret = /["']?kind["']?\s*:\s*["']?Secret\b/.test(text)
  let state: State = { deeperThan: undefined, variable: false, pem: false }
  let masked = 0
  const lines = text.split('\n').map((line) => {
    const next = maskLine(line, state, hasSecret)
    state = next.state
    if (next.line !== line) masked += 1
    return next.line
  })
  return { text: lines.join('\n'), masked }
}

const keyed = /^(\s*(?:-\s+)*)(["']?)([A-Za-z0-9_.\-/$]+)\2(\s*:\s*)(.*?)(\s*)$/

function maskLine(line: string, state: State, hasSecret: boolean): { line: string; state: State } {
  if (state.pem || line.includes('-----BEGIN')) {
    return { line: maskLines(line), state: { ...state, pem: !/-----END/.test(line) } }
  }
  const indent = line.search(/\S/)
  if (indent < 0) return { line, state }
  if (state.deeperThan !== undefined && indent > state.deeperThan) return { line: maskAfterKey(line), state }
  return maskKeyed(line, state, hasSecret)
}

function maskKeyed(line: string, state: State, hasSecret: boolean): { line: string; state: State } {
  const [, dashes = '', , key = '', , value = ''] = keyed.exec(line) ?? []
  const opensSection = hasSecret && (key === 'data' || key === 'stringData')
  const isValue = state.variable && key === 'value'
  const variable = key === 'name' ? isSecretName(value.replace(/["',]/g, '')) : isValue
  if (!opensSection && !isValue && !isSecretName(key)) {
    const shown = hasSecret ? maskSections(maskText(line)) : maskText(line)
    return { line: shown, state: { deeperThan: undefined, variable, pem: false } }
  }
  const opensBlock = /^(?:|[|>][-+0-9]*|[{[])$/.test(value)
  return {
    line: opensBlock ? line : maskAfterKey(line),
    state: { deeperThan: dashes.length, variable, pem: false },
  }
}

function maskAfterKey(line: string): string {
  const found = keyed.exec(line)
  if (!found) return /^[\s{}[\],]*$/.test(line) ? line : maskLines(line)
  const [, dashes = '', quote = '', key = '', colon = '', value = '', end = ''] = found
  const shown = value === '' || /^[|>{[]$/.test(value) ? value : mask
  return dashes + quote + key + quote + colon + shown + end
}

/** One-line JSON of a Secret: everything behind `data` goes. */
function maskSections(line: string): string {
  return line.replace(/(["']?(?:data|stringData)["']?\s*:\s*)(\S.*)$/, (_, head: string) => head + mask)
}
