import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '#app/globals.css'
import { QueryClient } from '@tanstack/react-query'
import { afterEach, beforeAll, expect } from 'vitest'
import { cleanup } from 'vitest-browser-react'
import { forgetStored } from '#components/ui/state/stored.ts'
import { sessionQuery } from '#lib/queries/session.ts'

const complaints: string[] = []
for (const level of ['error', 'warn'] as const) {
  const say = console[level]
  console[level] = (...said: unknown[]) => {
    complaints.push(`console.${level}: ${said.map(String).join(' ')}`)
    say(...said)
  }
}

// The embedded hub starts with the first request, which takes longer than a test may.
beforeAll(async () => {
  await new QueryClient().fetchQuery(sessionQuery())
})

// As in the journeys, a working component logs nothing to the console. State is reset for the next test.
afterEach(async () => {
  await cleanup()
  forgetStored()
  expect(complaints.splice(0), 'the console is silent').toEqual([])
})
