export const popoverClass =
  'z-50 max-w-[calc(100vw-16px)] overflow-auto rounded-md border border-line bg-raised text-ink text-sm shadow-float data-entering:animate-rise'

export const itemClass =
  'flex min-h-7 cursor-default select-none items-center gap-2 rounded-sm px-2 py-1 text-sm outline-none ' +
  'data-focused:bg-hover data-disabled:text-faint data-pressed:bg-press'
