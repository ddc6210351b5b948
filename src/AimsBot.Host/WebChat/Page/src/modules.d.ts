declare module "*.css";

declare module "markdown-it" {
  export default class MarkdownIt {
    constructor(options: { html: boolean; linkify: boolean; breaks: boolean });
    render(text: string): string;
  }
}
