import 'server-only'

export type ProxyRule = {
  readonly method: 'GET' | 'POST'
  /** Path below `/api`; `:id` stands for a UUID. */
  readonly path: string
  readonly right: 'read' | 'write'
  /** Query parameters that must have exactly these values. */
  readonly query?: Readonly<Record<string, string>>
}

// What Hubdeck's own client asks from the browser, and nothing else. Config data has one way in, `api/changes`;
// so there is no PUT here, and functions run as dry runs only.
const proxyRules: readonly ProxyRule[] = [
  { method: 'GET', path: '/info', right: 'read' },
  { method: 'GET', path: '/me', right: 'read' },
  { method: 'GET', path: '/organization/:id', right: 'read' },
  { method: 'GET', path: '/user', right: 'read' },
  { method: 'GET', path: '/space', right: 'read' },
  { method: 'GET', path: '/space/:id', right: 'read' },
  { method: 'GET', path: '/unit', right: 'read' },
  { method: 'GET', path: '/unit_data', right: 'read' },
  { method: 'GET', path: '/space/:id/unit/:id', right: 'read' },
  { method: 'GET', path: '/space/:id/unit/:id/data', right: 'read' },
  { method: 'GET', path: '/space/:id/unit/:id/revision', right: 'read' },
  { method: 'GET', path: '/space/:id/unit/:id/revision/:id/data', right: 'read' },
  { method: 'GET', path: '/revision', right: 'read' },
  { method: 'GET', path: '/revision_data', right: 'read' },
  { method: 'GET', path: '/function', right: 'read' },
  { method: 'POST', path: '/function/invoke', right: 'read', query: { dry_run: 'true' } },
  { method: 'GET', path: '/tag', right: 'read' },
  { method: 'GET', path: '/space/:id/tag/:id', right: 'read' },
]

const id = '[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}'
const compiled = proxyRules.map((rule) => ({
  rule,
  pattern: new RegExp(`^${rule.path.replaceAll(':id', id)}$`),
}))

/** The rule that lets a call through. */
export function findRule(method: string, path: string, query: URLSearchParams): ProxyRule | undefined {
  return compiled.find(
    ({ rule, pattern }) =>
      rule.method === method &&
      pattern.test(path) &&
      Object.entries(rule.query ?? {}).every(([name, value]) => {
        const given = query.getAll(name)
        return given.length === 1 && given[0] === value
      }),
  )?.rule
}
