import { escapeHtml } from './escape-html.ts';

/** Text of front matter and exercise files, where backticks mark code: as safe HTML. */
export const inlineCode = (text: string): string => escapeHtml(text).replaceAll(/`([^`]+)`/g, '<code>$1</code>');
