/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dice.h - chance that repeats itself: the same seed, the same throws
 */
#ifndef XEN_SCMI_PROPERTY_DICE_H
#define XEN_SCMI_PROPERTY_DICE_H

#include <stdbool.h>
#include <stdint.h>

struct dice {
	uint64_t state;
};

/** dice_throw() - 64 bits (SplitMix64) */
static inline uint64_t dice_throw(struct dice *dice)
{
	uint64_t bits = dice->state += 0x9e3779b97f4a7c15;

	bits = (bits ^ bits >> 30) * 0xbf58476d1ce4e5b9;
	bits = (bits ^ bits >> 27) * 0x94d049bb133111eb;
	return bits ^ bits >> 31;
}

static inline uint32_t dice_word(struct dice *dice)
{
	return (uint32_t)dice_throw(dice);
}

/** dice_roll() - a number below @sides */
static inline uint32_t dice_roll(struct dice *dice, uint32_t sides)
{
	return (uint32_t)((dice_throw(dice) >> 32) * sides >> 32);
}

/** dice_once_in() - true once in so many times */
static inline bool dice_once_in(struct dice *dice, uint32_t times)
{
	return !dice_roll(dice, times);
}

#endif
