import { CircleAlert, Minus, Plus, Shield, SquarePen } from 'lucide-react'
import type { ComponentType, ReactNode } from 'react'
import { classNames } from '#components/ui/class-names.ts'

type BadgeTone = 'neutral' | 'added' | 'removed' | 'changed' | 'attention' | 'prod'

const tones: Record<BadgeTone, string> = {
  neutral: 'border-line bg-sunken text-muted',
  added: 'border-transparent bg-added-soft text-added',
  removed: 'border-transparent bg-removed-soft text-removed',
  changed: 'border-transparent bg-changed-soft text-changed',
  attention: 'border-transparent bg-attention-soft text-attention',
  prod: 'border-line-strong/60 bg-transparent text-ink',
}

/** Colour is never the only signal: each hue has its icon. */
const signs: Record<BadgeTone, ComponentType<{ size?: number; 'aria-hidden'?: boolean }> | undefined> = {
  neutral: undefined,
  added: Plus,
  removed: Minus,
  changed: SquarePen,
  attention: CircleAlert,
  prod: Shield,
}

export type BadgeProps = {
  tone?: BadgeTone
  /** False when the text already says what the icon means. */
  sign?: boolean
  title?: string
  className?: string
  children: ReactNode
}

export function Badge({ tone = 'neutral', sign = true, title, className, children }: BadgeProps) {
  const Sign = sign ? signs[tone] : undefined
  return (
    <span
      title={title}
      className={classNames(
        'inline-flex h-5 shrink-0 items-center gap-1 whitespace-nowrap rounded-sm border px-1.5 text-2xs font-medium',
        tones[tone],
        className,
      )}
    >
      {Sign && <Sign size={11} aria-hidden />}
      {children}
    </span>
  )
}
