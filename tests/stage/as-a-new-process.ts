import { afterAll, vi } from 'vitest'

// Test files that keep state as a server does share a thread, whose PostgreSQL is compiled already. Each begins as in a
// process of its own: with modules that are loaded anew, and without what the last one left.
vi.resetModules()

afterAll(async () => {
  await globalThis.hubdeckWork?.close()
  for (const name of Object.keys(globalThis))
    if (name.startsWith('hubdeck')) Reflect.deleteProperty(globalThis, name)
  vi.unstubAllEnvs()
})
