/** Line icons in a box of 16: the inside of their svg. */
export const icons = {
  menu: '<path d="M2.5 4.5h11M2.5 8h11M2.5 11.5h11"/>',
  moon: '<path d="M13.2 9.8A5.8 5.8 0 016.2 2.8a5.8 5.8 0 107 7z"/>',
  search: '<circle cx="7" cy="7" r="4.2"/><path d="M10.3 10.3L14 14"/>',
  right: '<path d="M6 3.5L10.5 8 6 12.5"/>',
  down: '<path d="M3.5 6L8 10.5 12.5 6"/>',
  left: '<path d="M10 3.5L5.5 8l4.5 4.5"/>',
  check: '<path d="M3.5 8.5l3 3 6-7"/>',
  target: '<circle cx="8" cy="8" r="5.4"/><path d="M8 .8v4M8 11.2v4M.8 8h4M11.2 8h4"/>',
  lock: '<rect x="3.5" y="7" width="9" height="6.5" rx="1.5"/><path d="M5.5 7V5a2.5 2.5 0 015 0v2"/>',
  hint: '<path d="M5.8 11.2a4.4 4.4 0 114.4 0v1.3H5.8zM6.5 14.3h3"/>',
  file: '<path d="M9 2H4.2v12h7.6V4.8zM9 2v2.8h2.8"/>',
  link: '<path d="M6.7 9.3a2.6 2.6 0 003.7 0l2.2-2.2a2.6 2.6 0 00-3.7-3.7l-.8.8M9.3 6.7a2.6 2.6 0 00-3.7 0L3.4 8.9a2.6 2.6 0 003.7 3.7l.8-.8"/>',
  download: '<path d="M8 2.5v7.5M4.8 7L8 10.2 11.2 7M2.8 13.2h10.4"/>',
  again: '<path d="M3 8a5 5 0 105-5 5 5 0 00-3.6 1.6L3 6M3 2.8V6h3.2"/>',
  node: '<rect x="2.2" y="3" width="11.6" height="4.2" rx="1"/><rect x="2.2" y="8.8" width="11.6" height="4.2" rx="1"/><path d="M4.6 5.1h.1M4.6 10.9h.1"/>',
  info: '<circle cx="8" cy="8" r="5.8"/><path d="M8 7.4v3.4M8 5.1v.1"/>',
  warning: '<path d="M8 2.5l6 10.8H2zM8 6.6v3M8 11.4v.1"/>',
} as const;
export type IconName = keyof typeof icons;
