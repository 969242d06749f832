'use client'

import { useEffect, useLayoutEffect, useRef } from 'react'
import { createStore, useStore } from '#components/ui/state/store.ts'

export type KeyBinding = {
  /** `j`, `/`, `?`, `g u` (one after the other), `mod+k` (⌘ or Ctrl), `Escape`, `shift+ArrowDown`. */
  readonly keys: string
  /** What it does, for the help dialog. */
  readonly label: string
  readonly run: () => void
  /** False passes the key on to the binding registered before. */
  readonly when?: () => boolean
  /** It leads to a text field: letters typed before that has the focus are kept for it, and are no shortcuts. */
  readonly leadsToField?: boolean
  /** An action rather than navigation, so the command palette offers it too. */
  readonly isAction?: boolean
}

type Registration = { readonly title: string; readonly bindings: () => readonly KeyBinding[] }

// Newest last. When two bindings use the same key, only the one registered later runs.
const registrations = createStore<readonly Registration[]>([])

/** How long the second key of `g u` may take. */
const sequenceMs = 1200
let pending: { key: string; at: number } | undefined

/** How long a field may take to come. */
const holdMs = 5000
/** What was typed for a field that does not have the focus yet. */
let held: { text: string; readonly since: number } | undefined

/** Whether the key is kept for the field that comes. */
function isHeld(event: KeyboardEvent, name: string): boolean {
  if (held === undefined || event.key === 'Shift') return false
  if (name.length > 1 && name !== 'Space') held = undefined
  else if (event.timeStamp - held.since > holdMs) held = undefined
  else held.text += event.key
  return held !== undefined
}

function onFocusIn(event: FocusEvent): void {
  if (held === undefined || !isTextField(event.target)) return
  const { text, since } = held
  held = undefined
  // After whoever gave the focus has placed the caret; fields hear of it as of keys.
  if (text !== '' && event.timeStamp - since <= holdMs)
    queueMicrotask(() => document.execCommand('insertText', false, text))
}

function isTextField(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement
}

/** Letters belong to the focused text field; chords and Escape still reach the page. */
function isTyping(event: KeyboardEvent): boolean {
  const target = event.target
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    // A checkbox is not typed into, so shortcuts still work while it has the focus.
    (target instanceof HTMLInputElement && target.type !== 'checkbox') ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    // Editors that draw their own caret, and inputs that are filled in part by part, say so by their role.
    target.closest(
      '[role="textbox"], [role="searchbox"], [role="combobox"], [role="spinbutton"], [role="listbox"], [role="menu"], [role="dialog"], [role="alertdialog"]',
    ) !== null
  )
}

/** An open overlay receives all keys, wherever the focus is. Toasts are not overlays. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"], [data-trigger][data-placement]') !== null
}

/** Enter and Space activate the focused control. */
function pressesControl(event: KeyboardEvent): boolean {
  if (event.key !== 'Enter' && event.key !== ' ') return false
  return (
    event.target instanceof HTMLElement &&
    event.target.closest('a, button, summary, input, [role="button"], [role="tab"], [role="checkbox"]') !==
      null
  )
}

function nameOf(event: KeyboardEvent): string {
  const mod = event.metaKey || event.ctrlKey ? 'mod+' : ''
  // A shifted character is a key of its own (`?`); a shifted arrow is not.
  const shift = event.shiftKey && event.key.length > 1 ? 'shift+' : ''
  return `${mod}${shift}${event.key === ' ' ? 'Space' : event.key}`
}

function find(keys: string): KeyBinding | undefined {
  for (const registration of registrations.get().toReversed()) {
    const binding = registration.bindings().find((candidate) => candidate.keys === keys)
    if (binding && (binding.when?.() ?? true)) return binding
  }
  return undefined
}

function onKeyDown(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.altKey || event.isComposing) return
  const name = nameOf(event)
  if (!isTextField(event.target) && isHeld(event, name)) {
    event.preventDefault()
    return
  }
  if (pressesControl(event)) return
  if ((isTyping(event) || isCovered()) && !name.startsWith('mod+')) return
  const sequence = pending && event.timeStamp - pending.at < sequenceMs ? `${pending.key} ${name}` : undefined
  pending = name.length === 1 ? { key: name, at: event.timeStamp } : undefined
  const binding = (sequence ? find(sequence) : undefined) ?? find(name)
  if (!binding) return
  pending = undefined
  event.preventDefault()
  if (binding.leadsToField) held = { text: '', since: event.timeStamp }
  binding.run()
}

/** Registers the keys of a page or a part of it while it is on screen. */
export function useKeys(title: string, bindings: readonly KeyBinding[]): void {
  const latest = useRef(bindings)
  useLayoutEffect(() => {
    latest.current = bindings
  })
  useEffect(() => {
    const registration: Registration = { title, bindings: () => latest.current }
    if (registrations.get().length === 0) {
      window.addEventListener('keydown', onKeyDown)
      window.addEventListener('focusin', onFocusIn)
    }
    registrations.set([...registrations.get(), registration])
    return () => {
      registrations.set(registrations.get().filter((each) => each !== registration))
      if (registrations.get().length === 0) {
        window.removeEventListener('keydown', onKeyDown)
        window.removeEventListener('focusin', onFocusIn)
      }
    }
  }, [title])
}

// The same object each time, so that hydration does not loop.
const none: readonly Registration[] = []

/** All active shortcuts, newest registration first. */
export function useRegisteredKeys(): readonly { title: string; bindings: readonly KeyBinding[] }[] {
  return useStore(registrations, none)
    .toReversed()
    .map(({ title, bindings }) => ({ title, bindings: bindings() }))
}
