/** The papers that the server makes come in two languages; this is the one for who reads the app in `language`. */
export const paperLanguage = (language: string): 'zh' | 'en' => (language.startsWith('zh') ? 'zh' : 'en');
