import '@fontsource-variable/inter/wght.css'
import '@fontsource-variable/jetbrains-mono/wght.css'
import '#app/globals.css'
import { afterEach, beforeAll, expect } from 'vitest'
import { cleanup } from 'vitest-browser-react'
import { forgetStored } from '#components/ui/state/stored.ts'

const complaints: string[] = []
for (const level of ['error', 'warn'] as const) {
  const say = console[level]
  console[level] = (...said: unknown[]) => {
    complaints.push(`console.${level}: ${said.map(String).join(' ')}`)
    say(...said)
  }
}

// The embedded hub starts with the first question, which takes longer than a test may.
beforeAll(async () => {
  const { ok, status } = await fetch('/api/session')
  if (!ok) throw new Error(`The routes of the dashboard do not answer: ${status}`)
})

// As in the journeys: a component that works says nothing in the console. The next test finds nothing of this one.
afterEach(async () => {
  await cleanup()
  forgetStored()
  expect(complaints.splice(0), 'the console is silent').toEqual([])
})
