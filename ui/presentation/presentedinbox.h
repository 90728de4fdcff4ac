// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/presentation/presentedhistory.h"

#include <QStringList>

#include <functional>

namespace presentation {

//! What is known of a version beside its record while it is reviewed.
struct InboxFacts
{
    bool reviewed = false;
    qint64 burst = 0;         //!< writes in the burst that it is part of; 0: in none
    qint64 usualPace = 0;     //!< of the store, writes in ten minutes
    bool unusualHour = false;
    int findings = 0;         //!< of the scan in its text, where that is at hand

    friend bool operator==(const InboxFacts &, const InboxFacts &) = default;
};

//! Version records to be reviewed, in words: what PresentedHistory says, and what stands out, as a sign and in words.
class PresentedInbox : public PresentedHistory
{
    Q_OBJECT
public:
    using FactsOf = std::function<InboxFacts(const QModelIndex &index)>;

    using PresentedHistory::PresentedHistory;

    void setFacts(FactsOf factsOf);
    void noteFacts(); //!< they are others now
    [[nodiscard]] QVariant data(const QModelIndex &index, int role = Qt::DisplayRole) const override;

protected:
    [[nodiscard]] QString tooltip(const QModelIndex &index) const override;

private:
    FactsOf m_factsOf;
};

//! "burst of 40 writes · unusual hour · 2 findings"; empty when nothing stands out.
[[nodiscard]] QStringList inboxWords(const InboxFacts &facts);

} // namespace presentation
