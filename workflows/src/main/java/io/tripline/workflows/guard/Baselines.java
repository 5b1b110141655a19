package io.tripline.workflows.guard;

import io.tripline.workflows.broker.Money;
import io.tripline.workflows.broker.TradingDay;

/**
 * What equity is compared with; carried through continue-as-new, never re-read as "now".
 *
 * @param priorClose account view: includes the overnight gap
 * @param sessionOpen strategy view
 * @param highWater drawdown view
 */
public record Baselines(TradingDay day, Money priorClose, Money sessionOpen, Money highWater) {}
