import type { Page } from '@playwright/test'
import { expect } from '#e2e/fixtures.ts'

/** Replaces the text in the code editor with this name, by keyboard as people do. */
export async function typeInEditor(page: Page, label: string, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: label })
  await expect(editor).toBeAttached()
  await editor.focus()
  await page.keyboard.press('ControlOrMeta+A')
  await page.keyboard.press('Delete')
  // Pasted, because the editor would complete and indent typed text.
  await page.keyboard.insertText(text)
}

export async function editorText(page: Page): Promise<string> {
  const lines = await page.locator('.monaco-editor .view-line').allInnerTexts()
  return lines.join('\n').replaceAll('\u00a0', ' ')
}
