// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/call.h"
#include "core/version.h"
#include "ui/controllers/comparedtext.h"
#include "ui/controllers/navigator.h"
#include "ui/panels/changespage.h"

#include <QObject>
#include <QTimer>

#include <array>

namespace controllers {

class EntryController;

//! Fills *Changes* with the most useful pair: two chosen versions; one and the one before it of the same entry; the
//! editor against what is stored; else the newest against the one before. Or with what was asked for: any two texts of
//! any connections. Older left. Does nothing while hidden.
class ChangesController : public QObject
{
    Q_OBJECT
public:
    ChangesController(Navigator &navigator, EntryController &entry, QObject *parent = nullptr);

    // Each shows *Changes*, and holds until another subject is chosen.
    void compareWithCurrent(); //!< the chosen version against what the service holds
    void compareWithEditor();  //!< the chosen version against the text in the editor
    //! The chosen version, or without one the text in the editor, against any other text.
    void compareWith(const ComparedText &other);
    //! The two versions that stand beside each other, newer first; empty when one of them is not a version of the session.
    [[nodiscard]] QList<core::Version> compared() const;

private:
    enum class Wish { Useful, Current, Editor, Other };
    //! What is known of one side.
    struct Part
    {
        panels::ChangesSide shown;
        core::Timestamp at = {};
        QString tie = {}; //!< the id decides between equal times
        bool isNow = false; //!< in the editor: newer than anything
        std::optional<core::Version> version = {}; //!< without its text
    };

    void follow(const Subject &now, const Subject &before);
    void wish(Wish wish);
    void update();
    void updateUseful(const QList<core::Version> &chosen);
    void compare(const core::Version &older, const core::Version &newer);
    void compareWithPrevious(const core::Version &version);
    void compareEditor();
    void compareNewest();
    void compareWithOther(const std::optional<core::Version> &chosen);
    void expect(const Part &first, const Part &second, int missing);
    void read(const ComparedText &text, size_t side, const QString &place);
    void readVersion(const ComparedText &text, size_t side, const QString &place);
    void readPresent(const ComparedText &text, size_t side, const QString &place);
    void sideIsKnown();
    void fail(const core::Error &error, presentation::Operation operation);
    [[nodiscard]] Part partOf(session::Session &session, const core::Version &version, const QString &place) const;
    [[nodiscard]] Part editorPart() const;
    [[nodiscard]] Part storedPart() const;
    void watch(const ComparedText &other);

    Navigator &m_navigator;
    EntryController &m_entry;
    panels::ChangesPage &m_page;
    QTimer m_settle;
    QList<QMetaObject::Connection> m_ownStore;
    QList<QMetaObject::Connection> m_otherStore;
    std::array<core::Call<core::Version>, 2> m_versionCalls;
    std::array<core::Call<core::Entry>, 2> m_entryCalls;
    std::array<Part, 2> m_parts;
    ComparedText m_other;
    Wish m_wish = Wish::Useful;
    int m_missing = 0;
    int m_generation = 0;
};

} // namespace controllers
