'use client'

import { Check, Copy } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from '#components/ui/button.tsx'
import type { ButtonSize, ButtonVariant } from '#components/ui/button-class.ts'
import { notify } from '#components/ui/overlay/toast.tsx'

/** When the browser refuses to copy, says so and shows the text so that it can be copied by hand. */
export async function copyText(text: string, html?: string): Promise<boolean> {
  try {
    if (html === undefined) await navigator.clipboard.writeText(text)
    else await navigator.clipboard.write([new ClipboardItem({ 'text/plain': text, 'text/html': html })])
    return true
  } catch {
    notify({
      tone: 'attention',
      title: 'The browser did not allow copying',
      description: text.slice(0, 500),
    })
    return false
  }
}

export type CopyButtonProps = {
  text: string | (() => string)
  /** What is copied: "Copy link". Is the accessible name when there is no visible text. */
  label: string
  variant?: ButtonVariant
  size?: ButtonSize
  className?: string
  children?: ReactNode
}

export function CopyButton({ text, label, variant = 'quiet', size, className, children }: CopyButtonProps) {
  const [copied, setCopied] = useState(false)
  const copy = async () => {
    if (!(await copyText(typeof text === 'function' ? text() : text))) return
    setCopied(true)
    setTimeout(() => setCopied(false), 1500)
  }
  return (
    <Button
      variant={variant}
      size={size ?? (children ? 'sm' : 'icon-sm')}
      aria-label={copied ? 'Copied' : label}
      className={className ?? ''}
      onPress={copy}
    >
      {copied ? <Check aria-hidden size={14} className="text-added" /> : <Copy aria-hidden size={14} />}
      {children}
    </Button>
  )
}
