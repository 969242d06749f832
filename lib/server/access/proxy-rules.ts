import 'server-only'
import type { Carries } from '#lib/server/masking/mask-answer.ts'

export type ProxyRule = {
  readonly method: 'GET'
  /** Path below `/api`; `:id` stands for a UUID. */
  readonly path: string
  readonly carries: Carries
}

// What Hubdeck's own client requests from the browser, and nothing else. Config data is written only through
// `api/changes`. No function runs from here, not even as a dry run, because its output could hold an unrecognisable secret.
/** @internal For tests. */
export const proxyRules: readonly ProxyRule[] = [
  { method: 'GET', path: '/info', carries: 'entities' },
  { method: 'GET', path: '/me', carries: 'entities' },
  { method: 'GET', path: '/organization/:id', carries: 'entities' },
  { method: 'GET', path: '/user', carries: 'entities' },
  { method: 'GET', path: '/space', carries: 'entities' },
  { method: 'GET', path: '/space/:id', carries: 'entities' },
  { method: 'GET', path: '/unit', carries: 'entities' },
  { method: 'GET', path: '/unit_data', carries: 'documents' },
  { method: 'GET', path: '/space/:id/unit/:id', carries: 'entities' },
  { method: 'GET', path: '/space/:id/unit/:id/data', carries: 'document' },
  { method: 'GET', path: '/space/:id/unit/:id/revision', carries: 'entities' },
  { method: 'GET', path: '/space/:id/unit/:id/revision/:id/data', carries: 'document' },
  { method: 'GET', path: '/revision', carries: 'entities' },
  { method: 'GET', path: '/revision_data', carries: 'documents' },
  { method: 'GET', path: '/function', carries: 'entities' },
  { method: 'GET', path: '/target', carries: 'entities' },
  { method: 'GET', path: '/filter', carries: 'entities' },
  { method: 'GET', path: '/view', carries: 'entities' },
  { method: 'GET', path: '/tag', carries: 'entities' },
  { method: 'GET', path: '/space/:id/tag/:id', carries: 'entities' },
]

const id = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const compiled = proxyRules.map((rule) => ({
  rule,
  pattern: new RegExp(`^${rule.path.replaceAll(':id', id)}$`),
}))

/** The rule that lets a call through. */
export function findRule(method: string, path: string): ProxyRule | undefined {
  return compiled.find(({ rule, pattern }) => rule.method === method && pattern.test(path))?.rule
}
