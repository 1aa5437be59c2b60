/*
 * QUANTITY: a number with its classifier or unit (12家, 300余名, 3.5亿元, 12万平方米, 20%), its
 * value and unit. 四大, 首批, 第三, 2.0版 and a mere 一个 are none.
 */
#ifndef KCZ_NER_QUANTITIES_H
#define KCZ_NER_QUANTITIES_H

#include "document.h"

void find_quantities(struct document *document);

#endif
