// Stands for swiper, which adaptivecards imports for carousels.
export default class {}
export const A11y = {};
export const Autoplay = {};
export const History = {};
export const Keyboard = {};
export const Navigation = {};
export const Pagination = {};
export const Scrollbar = {};
