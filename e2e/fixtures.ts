import { randomBytes } from 'node:crypto'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test as base, expect, type Page } from '@playwright/test'
import { type Dashboard, startDashboard } from '#e2e/dashboard.ts'
import { type Hub, startHub, startRenewableHub } from '#e2e/hub.ts'
import { freePort } from '#e2e/process.ts'
import { fleetDirectory } from '#e2e/template.ts'

export { expect }

export type StageOptions = {
  /** `read`: the hub may be shared with other tests. `write`: its data is new, and discarded afterwards. */
  hubUse: 'read' | 'write'
  hubFlags: readonly string[]
  /** Error answers that a test provokes on purpose; the browser logs each as a console error. */
  expectedStatuses: readonly number[]
}

type TestFixtures = StageOptions & {
  hub: Hub
  /** Restarts the hub at the same address after it was stopped or killed. */
  restartHub: (change?: { adminToken?: string }) => Promise<Hub>
  /** A session without using the sign-in page, which has a test of its own. */
  signIn: (username?: string) => Promise<void>
  /** The page of someone else, Bob, in a browser of their own. */
  openAsBob: (address: string) => Promise<Page>
  guards: undefined
}

type WorkerFixtures = { stage: Stage; dashboard: Dashboard }

/** One hub address and one dashboard per worker; the hub behind the address changes with the tests. */
class Stage {
  readonly hubPort: number
  readonly adminToken = randomBytes(24).toString('base64url')
  readonly secret = randomBytes(32).toString('base64url')
  #hub: Hub | undefined
  #flags = ''
  #directory = ''
  #isWritten = false

  constructor(hubPort: number) {
    this.hubPort = hubPort
  }

  async pristineHub(flags: readonly string[]): Promise<Hub> {
    const isAlike = this.#hub?.running() && this.#flags === flags.join(' ')
    if (this.#hub !== undefined && isAlike && !this.#isWritten) return this.#hub
    const directory = await mkdtemp(join(tmpdir(), 'hubdeck-e2e-'))
    await cp(fleetDirectory(), directory, { recursive: true })
    if (isAlike && this.#hub?.renew !== undefined) {
      await this.#hub.renew(directory)
      await this.#switchTo(directory)
      return this.#hub
    }
    await this.dropHub()
    await this.#switchTo(directory)
    this.#flags = flags.join(' ')
    if (flags.length > 0) return await this.startHub(flags)
    const { hubPort: port, adminToken } = this
    this.#hub = await startRenewableHub({ port, data: directory, adminToken })
    return this.#hub
  }

  async #switchTo(directory: string): Promise<void> {
    if (this.#directory !== '') await rm(this.#directory, { recursive: true, force: true })
    this.#directory = directory
    this.#isWritten = false
  }

  /** What the hub holds now is for no other test. */
  markWritten(): void {
    this.#isWritten = true
  }

  async startHub(flags: readonly string[], adminToken = this.adminToken): Promise<Hub> {
    await this.#hub?.stop('SIGKILL')
    this.#hub = await startHub({
      port: this.hubPort,
      data: this.#directory,
      adminToken,
      flags,
    })
    return this.#hub
  }

  async dropHub(): Promise<void> {
    await this.#hub?.stop('SIGKILL')
    this.#hub = undefined
    await this.#switchTo('')
  }
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  hubUse: ['write', { option: true }],
  hubFlags: [[], { option: true }],
  expectedStatuses: [[], { option: true }],

  stage: [
    async ({ browserName: _ }, use) => {
      const stage = new Stage(await freePort())
      await use(stage)
      await stage.dropHub()
    },
    { scope: 'worker' },
  ],
  dashboard: [
    async ({ stage }, use) => {
      const dashboard = await startDashboard(stage)
      await use(dashboard)
      await dashboard.stop()
    },
    { scope: 'worker', timeout: 480_000 },
  ],
  baseURL: async ({ dashboard }, use) => use(dashboard.url),

  hub: [
    async ({ stage, hubUse, hubFlags }, use) => {
      await use(await stage.pristineHub(hubFlags))
      if (hubUse === 'write') stage.markWritten()
    },
    { auto: true, timeout: 480_000 },
  ],
  restartHub: async ({ stage, hubFlags }, use) => {
    await use((change = {}) => stage.startHub(hubFlags, change.adminToken))
  },

  signIn: async ({ page, dashboard }, use) => {
    await use(async (username = 'alice@trading.com') => {
      const answer = await page.request.post('/api/session', {
        data: { demoUser: username },
        headers: { Origin: dashboard.url },
      })
      expect(answer.status(), await answer.text()).toBe(200)
    })
  },

  openAsBob: async ({ browser, dashboard }, use) => {
    const other = await browser.newContext({ baseURL: dashboard.url, viewport: { width: 1440, height: 900 } })
    await use(async (address) => {
      const answer = await other.request.post('/api/session', {
        data: { demoUser: 'bob@trading.com' },
        headers: { Origin: dashboard.url },
      })
      expect(answer.status(), await answer.text()).toBe(200)
      const theirs = await other.newPage()
      await theirs.goto(address)
      return theirs
    })
    await other.close()
  },

  guards: [
    async ({ page, expectedStatuses }, use) => {
      const complaints = watch(page, expectedStatuses)
      await use(undefined)
      expect(complaints, 'the console is silent and no request leaves the machine').toEqual([])
    },
    { auto: true },
  ],
})

function watch(page: Page, expectedStatuses: readonly number[]): string[] {
  const complaints: string[] = []
  page.on('console', (message) => {
    if (message.type() !== 'error' && message.type() !== 'warning') return
    const status = /^Failed to load resource: .* status of (\d+)/.exec(message.text())?.[1]
    if (status !== undefined && expectedStatuses.includes(Number(status))) return
    complaints.push(`console.${message.type()}: ${message.text()} (${message.location().url})`)
  })
  page.on('pageerror', (error) => complaints.push(`uncaught: ${error.stack ?? error.message}`))
  page.context().on('request', (request) => {
    const { protocol, hostname } = new URL(request.url())
    if (['data:', 'blob:'].includes(protocol) || hostname === '127.0.0.1') return
    complaints.push(`request: ${request.method()} ${request.url()}`)
  })
  return complaints
}
