import { readFile } from 'node:fs/promises'
import type { Download, Locator, Page, Request, Response } from '@playwright/test'
import { expect } from '#e2e/fixtures.ts'
import { leaksIn } from '#lib/config/testing/planted.ts'

/** Everything that reaches the browser or is kept there, with the place where it was found. */
export class Exits {
  readonly #page: Page
  readonly #texts: { readonly from: string; readonly text: string }[] = []
  readonly #pending: Promise<void>[] = []
  readonly #unread: string[] = []

  constructor(page: Page) {
    this.#page = page
    page.on('response', (response) => this.#pending.push(this.#read(response)))
  }

  add(from: string, text: string): void {
    this.#texts.push({ from, text })
  }

  async addDownload(download: Download): Promise<string> {
    const text = await readFile(await download.path(), 'utf8')
    this.add(`download ${download.suggestedFilename()}`, text)
    return text
  }

  /** What the button copies. The word on it fades sooner than a busy machine looks. */
  async addCopy(from: string, button: Locator): Promise<string> {
    const read = () => this.#page.evaluate(() => navigator.clipboard.readText())
    await this.#page.evaluate(() => navigator.clipboard.writeText(''))
    await button.click()
    await expect.poll(read).not.toBe('')
    const text = await read()
    this.add(`clipboard after ${from}`, text)
    return text
  }

  /** What the page shows now, and what the browser keeps. */
  async addPage(from: string): Promise<void> {
    await this.#page.waitForLoadState('networkidle')
    this.add(`markup of ${from}`, await this.#markup())
    this.add(`storage at ${from}`, await this.storage())
  }

  /** All but the patch editor, which is the only place that may show what its author is typing. */
  async #markup(): Promise<string> {
    return this.#page.evaluate(() => {
      const copy = document.documentElement.cloneNode(true) as Element
      for (const field of copy.querySelectorAll('[aria-label="Merge patch"]'))
        field.closest('.monaco-editor')?.remove()
      return copy.outerHTML
    })
  }

  async storage(): Promise<string> {
    return this.#page.evaluate(() =>
      JSON.stringify([{ ...window.localStorage }, { ...window.sessionStorage }]),
    )
  }

  /** How many answers were read from addresses that contain `part`. */
  async count(part: string): Promise<number> {
    await Promise.all(this.#pending)
    return this.#texts.filter(({ from }) => from.includes(part)).length
  }

  async expectNoLeak(): Promise<void> {
    await Promise.all(this.#pending)
    expect(this.#unread, 'every answer was read').toEqual([])
    const leaks = this.#texts.flatMap(({ from, text }) =>
      leaksIn(text).map((leak) => `${from} tells ${leak}`),
    )
    expect(leaks).toEqual([])
  }

  async #read(response: Response): Promise<void> {
    // Files of the build are older than the fleet, and the browser does not expose those it had cached.
    if (new URL(response.url()).pathname.startsWith('/_next/static/')) return
    const from = `${response.request().method()} ${response.url()}`
    if ([204, 304].includes(response.status()) || (response.status() >= 300 && response.status() < 400))
      return
    try {
      this.#texts.push({ from, text: (await response.body()).toString('utf8') })
    } catch (error) {
      // A page that is left cancels its pending requests; the browser then has none of their answers.
      // Signing out leaves its page at once; app/api/exits.test.ts reads that answer.
      if (from.startsWith('DELETE ') && from.endsWith('/api/session')) return
      if (response.request().failure() !== null) return
      if (!(await this.#askAgain(from, response.request()))) this.#unread.push(`${from}: ${String(error)}`)
    }
  }

  /** The browser does not expose answers of a page that has been left. */
  async #askAgain(from: string, request: Request): Promise<boolean> {
    if (request.method() !== 'GET') return false
    const answer = await this.#page.request.get(request.url(), { headers: await request.allHeaders() })
    this.#texts.push({ from, text: await answer.text() })
    return answer.ok()
  }
}
